import { GraphDefinition } from './graph-definition.ts';
import type { NativeBackend, OperationAttribute } from './native-backend.ts';
import type { Tensor } from './tensor-engine.ts';

/**
 * Writes down the operations of a computation while the backend executes them. Tensors announced as inputs become what each run brings; those that
 * the computation makes without an operation (a number, a list of axes) become constants.
 */
export class GraphRecorder {
  private readonly backend: NativeBackend;
  private readonly graph: GraphDefinition;
  /** Where a tensor's data comes from. Data is its own key: tensors that share it (a clone) share the place. */
  private readonly places = new Map<object, string>();

  constructor(backend: NativeBackend) {
    this.backend = backend;
    this.graph = new GraphDefinition(backend.binding);
  }

  /** Announces an input; answers its place. */
  input(tensor: Tensor): string {
    const place = this.graph.placeholder(this.backend.getDTypeInteger(tensor.dtype), tensor.shape);
    this.places.set(tensor.dataId, place);
    return place;
  }

  /** The place of a tensor; one that no operation made is a constant. */
  placeOf(tensor: Tensor): string {
    const known = this.places.get(tensor.dataId);
    if (known !== undefined) return known;
    const values = tensor.dataSync();
    const place = this.graph.constant(this.backend.getDTypeInteger(tensor.dtype), tensor.shape, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    this.places.set(tensor.dataId, place);
    return place;
  }

  private note(name: string, attributes: readonly OperationAttribute[], inputs: readonly Tensor[], execute: () => Tensor[]): Tensor[] {
    const from = inputs.map((tensor) => this.placeOf(tensor));
    const outputs = execute();
    const node = this.graph.operation(name, from, attributes);
    outputs.forEach((output, index) => this.places.set(output.dataId, `${node}:${index}`));
    return outputs;
  }

  /** Does the work and notes every operation that the backend executes for it. */
  during(work: () => void): void {
    const { backend } = this;
    const single = backend.executeSingleOutput.bind(backend);
    const multiple = backend.executeMultipleOutputs.bind(backend);
    backend.executeSingleOutput = (name, attributes, inputs) => {
      const [output] = this.note(name, attributes, inputs, () => [single(name, attributes, inputs)]);
      if (!output) throw new Error(`the operation ${name} answered nothing`);
      return output;
    };
    backend.executeMultipleOutputs = (name, attributes, inputs, outputs) => this.note(name, attributes, inputs, () => multiple(name, attributes, inputs, outputs));
    try {
      work();
    } finally {
      backend.executeSingleOutput = single;
      backend.executeMultipleOutputs = multiple;
    }
  }

  savedModel(): Uint8Array {
    return this.graph.savedModel();
  }
}
