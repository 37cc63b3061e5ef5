import { ADAM, adamRates, type Optimiser, type OptimiserKind, type OptimiserState, type OptimiserTarget, type UpdateRates } from './optimiser.ts';
import type { NativeBackend, OperationAttribute } from './native-backend.ts';
import type { Tensor, Tf } from './tensor-engine.ts';

/** A parameter as TensorFlow's own variables: itself and its moments. */
interface NativeTarget {
  readonly target: OptimiserTarget;
  readonly value: Tensor;
  readonly first: Tensor;
  readonly second: Tensor | null;
}

/** Makes names of variables unique in a process: TensorFlow shares variables of one name. */
let created = 0;

/**
 * Adam and SGD by TensorFlow's fused operations on its own variables (ResourceApplyAdam, ResourceApplyMomentum): one
 * multi-threaded pass for each parameter, and no gradient ever travels to JavaScript.
 */
export class NativeOptimiser implements Optimiser {
  private readonly tf: Tf;
  private readonly backend: NativeBackend;
  private readonly kind: OptimiserKind;
  private readonly targets: readonly NativeTarget[];
  private step = 0;

  constructor(tf: Tf, backend: NativeBackend, kind: OptimiserKind, targets: readonly OptimiserTarget[]) {
    this.tf = tf;
    this.backend = backend;
    this.kind = kind;
    this.targets = targets.map((target) => {
      const zeros = tf.zeros([...target.shape]);
      const native = { target, value: this.variable(target.variable), first: this.variable(zeros), second: kind === 'adam' ? this.variable(zeros) : null };
      zeros.dispose();
      return native;
    });
  }

  private type(name: 'dtype' | 'T'): OperationAttribute {
    return { name, type: this.backend.binding.TF_ATTR_TYPE, value: this.backend.binding.TF_FLOAT };
  }

  private variable(start: Tensor): Tensor {
    const { binding } = this.backend;
    const attributes: OperationAttribute[] = [
      this.type('dtype'), { name: 'shape', type: binding.TF_ATTR_SHAPE, value: start.shape },
      { name: 'container', type: binding.TF_ATTR_STRING, value: '' }, { name: 'shared_name', type: binding.TF_ATTR_STRING, value: `echocohort-${created++}` },
    ];
    const handle = this.tf.keep(this.backend.executeSingleOutput('VarHandleOp', attributes, []));
    this.write(handle, start);
    return handle;
  }

  /** A copy: the variable would otherwise share its memory with the tensor and be copied at its next change. */
  private write(handle: Tensor, values: Tensor): void {
    const copy = this.tf.add(values, 0);
    this.backend.executeMultipleOutputs('AssignVariableOp', [this.type('dtype')], [handle, copy], 0);
    copy.dispose();
  }

  private read(handle: Tensor): Tensor {
    return this.backend.executeSingleOutput('ReadVariableOp', [this.type('dtype')], [handle]);
  }

  norm(gradients: readonly Tensor[]): number {
    const squares = this.tf.tidy(() => this.tf.stack(gradients.map((gradient) => this.backend.executeSingleOutput('L2Loss', [this.type('T')], [gradient]))).sum().dataSync()[0] ?? NaN);
    return Math.sqrt(2 * squares); // L2Loss is half the sum of squares
  }

  apply(gradients: readonly Tensor[], rates: UpdateRates): void {
    this.step++;
    const { tf } = this;
    tf.tidy(() => {
      const scalar = (value: number): Tensor => tf.scalar(value);
      const [scale, kept] = [scalar(rates.scale), scalar(1 - rates.learningRate * rates.weightDecay)];
      const shared = this.kind === 'adam'
        ? [scalar(ADAM.beta1 ** this.step), scalar(ADAM.beta2 ** this.step), scalar(rates.learningRate), scalar(ADAM.beta1), scalar(ADAM.beta2), scalar(adamRates(this.step, rates.learningRate).epsilon)]
        : [scalar(rates.learningRate), scalar(rates.momentum)];
      for (const [index, native] of this.targets.entries()) {
        const given = gradients[index];
        if (given?.size !== native.target.variable.size) throw new RangeError('the gradients are not those of these parameters');
        this.update(native, rates.scale === 1 ? given : tf.mul(given, scale), shared, rates.weightDecay > 0 && native.target.decays ? kept : null);
      }
    });
  }

  private update({ target, value, first, second }: NativeTarget, gradient: Tensor, shared: readonly Tensor[], kept: Tensor | null): void {
    const { backend } = this;
    const { binding } = backend;
    const flag = (name: string): OperationAttribute => ({ name, type: binding.TF_ATTR_BOOL, value: false });
    if (kept) {
      // Assigned anew, the variable is the only holder of its memory, and TensorFlow changes it in place.
      const shrunk = this.tf.mul(target.variable, kept);
      backend.executeMultipleOutputs('AssignVariableOp', [this.type('dtype')], [value, shrunk], 0);
      shrunk.dispose();
    }
    if (second) backend.executeMultipleOutputs('ResourceApplyAdam', [this.type('T'), flag('use_locking'), flag('use_nesterov')], [value, first, second, ...shared, gradient], 0);
    else {
      const [rate, momentum] = shared;
      if (!rate || !momentum) throw new RangeError('SGD needs a rate and a momentum');
      // accum = momentum * accum + gradient; value -= rate * accum: as torch.
      backend.executeMultipleOutputs('ResourceApplyMomentum', [this.type('T'), flag('use_locking'), flag('use_nesterov')], [value, first, rate, gradient, momentum], 0);
    }
    target.variable.assign(this.read(value));
  }

  private numbers(handle: Tensor): Float32Array {
    const tensor = this.read(handle);
    const values = Float32Array.from(tensor.dataSync());
    tensor.dispose();
    return values;
  }

  state(): OptimiserState {
    return { step: this.step, first: this.targets.map(({ first }) => this.numbers(first)), second: this.targets.map(({ second }) => (second ? this.numbers(second) : new Float32Array())) };
  }

  restore({ step, first, second }: OptimiserState): void {
    this.step = step;
    for (const [index, native] of this.targets.entries()) {
      for (const [handle, moments] of [[native.first, first[index]], [native.second, second[index]]] as const) {
        if (!handle || !moments) continue;
        const tensor = this.tf.tensor(moments.slice(), [...native.target.shape]);
        this.write(handle, tensor);
        tensor.dispose();
      }
    }
  }

  dispose(): void {
    for (const { value, first, second } of this.targets) {
      for (const handle of [value, first, second]) {
        if (!handle) continue;
        this.backend.executeMultipleOutputs('DestroyResourceOp', [{ name: 'ignore_lookup_error', type: this.backend.binding.TF_ATTR_BOOL, value: true }], [handle], 0);
        handle.dispose();
      }
    }
  }
}
