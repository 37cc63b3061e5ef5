import { Message } from './protobuf.ts';

/** Numbers of onnx.proto (ONNX IR version 8). */
const FLOAT = 1;
const IR_VERSION = 8;
const OPSET = 17;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

export type AttributeValue = { readonly float: number } | { readonly int: number } | { readonly ints: readonly number[] };

function attribute(name: string, value: AttributeValue): Message {
  const message = new Message().text(1, name);
  if ('float' in value) return message.float(2, value.float).integer(20, ATTRIBUTE_FLOAT);
  if ('int' in value) return message.integer(3, value.int).integer(20, ATTRIBUTE_INT);
  for (const entry of value.ints) message.integer(8, entry);
  return message.integer(20, ATTRIBUTE_INTS);
}

/** A size of an input or output: a number, or a name where it is free. */
function valueInfo(name: string, sizes: readonly (number | string)[]): Message {
  const shape = new Message();
  for (const size of sizes) shape.message(1, typeof size === 'number' ? new Message().integer(1, size) : new Message().text(2, size));
  return new Message().text(1, name).message(2, new Message().message(1, new Message().integer(1, FLOAT).message(2, shape)));
}

/** A graph of ONNX operations under construction; `operation` answers the name of its result. */
export class OnnxGraph {
  private readonly nodes: Message[] = [];
  private readonly constants: Message[] = [];
  private readonly inputs: Message[] = [];
  private readonly outputs: Message[] = [];

  operation(type: string, inputs: readonly string[], output: string, attributes: Readonly<Record<string, AttributeValue>> = {}): string {
    const node = new Message();
    for (const input of inputs) node.text(1, input);
    node.text(2, output).text(3, output).text(4, type);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value));
    this.nodes.push(node);
    return output;
  }

  constant(name: string, sizes: readonly number[], values: Float32Array): string {
    const tensor = new Message();
    for (const size of sizes) tensor.integer(1, size);
    this.constants.push(tensor.integer(2, FLOAT).text(8, name).bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
    return name;
  }

  input(name: string, sizes: readonly (number | string)[]): string {
    this.inputs.push(valueInfo(name, sizes));
    return name;
  }

  output(name: string, sizes: readonly (number | string)[]): void {
    this.outputs.push(valueInfo(name, sizes));
  }

  /** The bytes of the model file; `facts` stand in its metadata. */
  encode(name: string, facts: Readonly<Record<string, string>>): Uint8Array {
    const graph = new Message();
    for (const node of this.nodes) graph.message(1, node);
    graph.text(2, name);
    for (const constant of this.constants) graph.message(5, constant);
    for (const input of this.inputs) graph.message(11, input);
    for (const output of this.outputs) graph.message(12, output);
    const model = new Message().integer(1, IR_VERSION).text(2, 'EchoCohort').message(7, graph).message(8, new Message().text(1, '').integer(2, OPSET));
    for (const [key, value] of Object.entries(facts)) model.message(14, new Message().text(1, key).text(2, value));
    return model.encode();
  }
}
