import { Message } from '../onnx/protobuf.ts';
import type { NativeBinding, OperationAttribute } from './native-backend.ts';

/** Version of TensorFlow's graph format (`GraphDef.versions.producer`) whose defaults of attributes are meant: that of 2.9, for which tfjs-node was written. */
const PRODUCER = 1087;
const SAVED_MODEL_SCHEMA = 1;
/** The tag by which the graph is asked for. */
export const GRAPH_TAG = 'serve';

/** `TensorShapeProto`. */
const shapeMessage = (shape: readonly number[]): Message => shape.reduce((message, size) => message.message(2, new Message().integer(1, size)), new Message());

/** `AttrValue`, by the field that each type of attribute has in it. */
function attributeMessage(binding: NativeBinding, { name, type, value }: OperationAttribute): Message {
  if (type === binding.TF_ATTR_INT && typeof value === 'object') return new Message().message(1, new Message().integers(3, value));
  if (type === binding.TF_ATTR_STRING && typeof value === 'string') return new Message().text(2, value);
  if (type === binding.TF_ATTR_INT && typeof value === 'number') return new Message().integer(3, value);
  if (type === binding.TF_ATTR_FLOAT && typeof value === 'number') return new Message().float(4, value);
  if (type === binding.TF_ATTR_BOOL && typeof value === 'boolean') return new Message().integer(5, value ? 1 : 0);
  if (type === binding.TF_ATTR_TYPE && typeof value === 'number') return new Message().integer(6, value);
  throw new TypeError(`the attribute ${name} has a form that is not known to the graph`);
}

const typeAttribute = (type: number): Message => new Message().integer(6, type);

/** A graph of TensorFlow operations on the way to its bytes (`SavedModel` with one `GraphDef`). A place is written `node:output`. */
export class GraphDefinition {
  private readonly binding: NativeBinding;
  private readonly graph = new Message();
  private nodes = 0;

  constructor(binding: NativeBinding) {
    this.binding = binding;
  }

  private node(operation: string, inputs: readonly string[], attributes: readonly (readonly [string, Message])[]): string {
    const name = `n${this.nodes++}`;
    const node = new Message().text(1, name).text(2, operation);
    for (const input of inputs) node.text(3, input);
    for (const [key, value] of attributes) node.message(5, new Message().text(1, key).message(2, value));
    this.graph.message(1, node);
    return name;
  }

  /** A value that each run brings. */
  placeholder(type: number, shape: readonly number[]): string {
    return `${this.node('Placeholder', [], [['dtype', typeAttribute(type)], ['shape', new Message().message(7, shapeMessage(shape))]])}:0`;
  }

  constant(type: number, shape: readonly number[], bytes: Uint8Array): string {
    const tensor = new Message().integer(1, type).message(2, shapeMessage(shape)).bytes(4, bytes);
    return `${this.node('Const', [], [['dtype', typeAttribute(type)], ['value', new Message().message(8, tensor)]])}:0`;
  }

  /** Answers the node's name; its results are its places 0, 1, 2. */
  operation(name: string, inputs: readonly string[], attributes: readonly OperationAttribute[]): string {
    return this.node(name, inputs, attributes.map((attribute) => [attribute.name, attributeMessage(this.binding, attribute)]));
  }

  savedModel(): Uint8Array {
    this.graph.message(4, new Message().integer(1, PRODUCER));
    const metaGraph = new Message().message(1, new Message().text(4, GRAPH_TAG)).message(2, this.graph);
    return new Message().integer(1, SAVED_MODEL_SCHEMA).message(2, metaGraph).encode();
  }
}
