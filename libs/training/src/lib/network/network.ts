import { ok, refuse, type Result } from '@echocohort/kernel';
import type { BatchNormVariables, Tensor4D, TensorEngine, Variable } from '../engine/tensor-engine.ts';
import { sizeOf, type Weights } from './initial-weights.ts';
import type { ParameterShape } from './parameter-names.ts';

/** The tensors of a network on an engine. */
export class NetworkVariables {
  private readonly variables = new Map<string, Variable>();
  readonly engine: TensorEngine;
  readonly parameters: readonly ParameterShape[];

  constructor(engine: TensorEngine, parameters: readonly ParameterShape[]) {
    this.engine = engine;
    this.parameters = parameters;
  }

  /** Puts weights on the engine; refuses the first that is missing or of another size. */
  load(weights: Weights): Result<null> {
    for (const { name, shape } of this.parameters) {
      const values = weights.get(name);
      if (values?.length !== sizeOf(shape)) {
        return refuse({ code: 'weights-do-not-fit', detail: `The weights for ${name} have ${values?.length ?? 'no'} numbers; the network needs ${sizeOf(shape)}. Use weights made for the same width.`, facts: { name } });
      }
    }
    const { tf } = this.engine;
    for (const { name, shape, kind } of this.parameters) {
      const values = weights.get(name) ?? new Float32Array();
      const fresh = tf.tensor(values.slice(), [...shape]);
      const existing = this.variables.get(name);
      if (existing) existing.assign(fresh);
      else this.variables.set(name, tf.variable(fresh, kind !== 'moving-mean' && kind !== 'moving-variance'));
      fresh.dispose();
    }
    return ok(null);
  }

  variable(name: string): Variable {
    const found = this.variables.get(name);
    if (!found) throw new Error(`the network holds no ${name}`);
    return found;
  }

  all(): Variable[] {
    return [...this.variables.values()];
  }

  norm(name: string): BatchNormVariables {
    return { gamma: this.variable(`${name}.weight`), beta: this.variable(`${name}.bias`), movingMean: this.variable(`${name}.running_mean`), movingVariance: this.variable(`${name}.running_var`) };
  }

  /** The parameters that gradients change, in the order of the list. */
  trainable(): { parameter: ParameterShape; variable: Variable }[] {
    return this.parameters.filter(({ kind }) => kind !== 'moving-mean' && kind !== 'moving-variance').map((parameter) => ({ parameter, variable: this.variable(parameter.name) }));
  }

  /** A copy of all weights. */
  async read(): Promise<Weights> {
    const copies: [string, Float32Array][] = [];
    for (const { name } of this.parameters) copies.push([name, Float32Array.from(await this.variable(name).data())]);
    return new Map(copies);
  }

  dispose(): void {
    for (const variable of this.variables.values()) variable.dispose();
    this.variables.clear();
  }
}

/** A batch of pictures: height, width and three channels, normalised. */
export type Pictures = Tensor4D;
