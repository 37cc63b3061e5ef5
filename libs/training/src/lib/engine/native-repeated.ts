import { randomUUID } from 'node:crypto';
import { GRAPH_TAG } from './graph-definition.ts';
import { GraphRecorder } from './graph-recorder.ts';
import type { NativeBackend } from './native-backend.ts';
import { computeOnce } from './portable-operations.ts';
import type { Computation, NamedTensors, Repeated, Tensor, Tf, Variable } from './tensor-engine.ts';

/** A recorded computation that TensorFlow holds ready. */
interface LoadedGraph {
  readonly session: number;
  readonly inputNames: string;
  readonly outputNames: string;
  readonly results: number;
  /** Variables that the computation assigns: their new values come after the results. */
  readonly assigned: readonly Variable[];
}

const shapesOf = (inputs: NamedTensors): string => JSON.stringify(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));

/**
 * A computation recorded once and then run by TensorFlow as one graph: no call from JavaScript for each operation, operations that do not wait for each
 * other (the two gradients of a convolution) run at the same time, and memory is used again at once. The recording run's own results are thrown away:
 * the graph's differ in their last bits, and the first step of a resumed training must be the same as any other.
 */
export class NativeRepeated implements Repeated {
  private readonly tf: Tf;
  private readonly backend: NativeBackend;
  private readonly compute: Computation;
  private readonly variables: readonly Variable[];
  private graph: LoadedGraph | null = null;
  private shapes = '';

  constructor(tf: Tf, backend: NativeBackend, compute: Computation, variables: readonly Variable[]) {
    this.tf = tf;
    this.backend = backend;
    this.compute = compute;
    this.variables = variables;
  }

  run(inputs: NamedTensors): Tensor[] {
    const shapes = shapesOf(inputs);
    if (this.shapes !== shapes) this.dispose();
    this.graph ??= this.load(inputs);
    this.shapes = shapes;
    const { session, inputNames, outputNames, results, assigned } = this.graph;
    const ids = this.backend.getInputTensorIds([...Object.values(inputs), ...this.variables]);
    const outputs = this.backend.binding.runSavedModel(session, ids, inputNames, outputNames).map((handle) => this.backend.createOutputTensor(handle));
    for (const [index, value] of outputs.slice(results).entries()) {
      assigned[index]?.assign(value);
      value.dispose();
    }
    return outputs.slice(0, results);
  }

  private load(inputs: NamedTensors): LoadedGraph {
    const recorder = new GraphRecorder(this.backend);
    const before = this.variables.map((variable) => variable.clone());
    const feeds = [...Object.values(inputs), ...this.variables].map((tensor) => recorder.input(tensor));
    const fetches: string[] = [];
    let assigned: Variable[] = [];
    recorder.during(() => {
      const results = computeOnce(this.tf, this.compute, inputs);
      fetches.push(...results.map((result) => recorder.placeOf(result)));
      results.forEach((result) => result.dispose());
      assigned = this.variables.filter((variable, index) => variable.dataId !== before[index]?.dataId);
      fetches.push(...assigned.map((variable) => recorder.placeOf(variable)));
    });
    for (const [index, value] of before.entries()) {
      this.variables[index]?.assign(value);
      value.dispose();
    }
    return { session: this.open(recorder.savedModel()), inputNames: feeds.join(','), outputNames: fetches.join(','), results: fetches.length - assigned.length, assigned };
  }

  /**
   * TensorFlow reads graphs from files only; its own file system in memory spares the disk. It only ever appends and nothing can be deleted from it:
   * every graph needs a name of its own, and its half megabyte stays until the process ends.
   */
  private open(savedModel: Uint8Array): number {
    const folder = `ram://echocohort/${randomUUID()}`;
    const name = this.tf.scalar(`${folder}/saved_model.pb`, 'string');
    const contents = this.tf.scalar(new Uint8Array(savedModel), 'string');
    this.backend.executeMultipleOutputs('WriteFile', [], [name, contents], 0);
    name.dispose();
    contents.dispose();
    return this.backend.binding.loadSavedModel(folder, GRAPH_TAG);
  }

  dispose(): void {
    if (this.graph) this.backend.binding.deleteSavedModel(this.graph.session);
    this.graph = null;
  }
}
