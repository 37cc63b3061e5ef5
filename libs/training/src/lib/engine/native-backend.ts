import type { Tensor } from './tensor-engine.ts';

/** An attribute of a TensorFlow operation. */
export interface OperationAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | readonly number[];
}

/** What tfjs-node's addon says of a tensor that it made. */
export interface TensorHandle {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** The addon itself: codes of types and attributes, and graphs that TensorFlow runs as a whole. */
export interface NativeBinding {
  readonly TF_FLOAT: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_Version: string;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  runSavedModel(session: number, inputs: readonly number[], inputNames: string, outputNames: string): TensorHandle[];
}

/** Runs an operation with one result. */
export type ExecuteSingle = (name: string, attributes: readonly OperationAttribute[], inputs: readonly Tensor[]) => Tensor;
/** Runs an operation with several results, or none. */
export type ExecuteMultiple = (name: string, attributes: readonly OperationAttribute[], inputs: readonly Tensor[], outputs: number) => Tensor[];

/** The part of tfjs-node's backend that reaches TensorFlow's own operations. Declared here because the package is optional. */
export interface NativeBackend {
  readonly binding: NativeBinding;
  /** Every operation of the backend goes through these two. */
  executeSingleOutput: ExecuteSingle;
  executeMultipleOutputs: ExecuteMultiple;
  /** The addon's numbers for tensors. */
  getInputTensorIds(tensors: readonly Tensor[]): number[];
  createOutputTensor(handle: TensorHandle): Tensor;
  /** TensorFlow's code for a type of tfjs. */
  getDTypeInteger(type: string): number;
}

/** Whether this is the native backend. */
export const isNativeBackend = (backend: unknown): backend is NativeBackend =>
  typeof backend === 'object' && backend !== null && ['binding', 'executeMultipleOutputs', 'executeSingleOutput', 'getInputTensorIds', 'createOutputTensor', 'getDTypeInteger'].every((name) => name in backend);
