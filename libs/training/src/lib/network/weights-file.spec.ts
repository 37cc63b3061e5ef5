import { initialWeights, sizeOf } from './initial-weights.ts';
import { networkParameters, resnetParameters, type NetworkShape, type ParameterShape } from './parameter-names.ts';
import { readSafetensors, startFromFile } from './weights-file.ts';

const shape: NetworkShape = { model: 'LB', width: 4, imageSize: 32, dropout: 0, backgroundTypes: 3 };

/** A safetensors file: header length, header, numbers. */
function safetensors(tensors: readonly { readonly name: string; readonly dtype: string; readonly shape: readonly number[]; readonly bytes: Uint8Array }[]): Uint8Array {
  let at = 0;
  const header = Object.fromEntries(tensors.map(({ name, dtype, shape: own, bytes }) => [name, { dtype, shape: own, data_offsets: [at, (at += bytes.length)] }]));
  const text = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...header }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...tensors.map(({ bytes }) => bytes)]);
}

const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer);
const torchShape = ({ kind, shape: [rows = 1, columns = 1, input = 1, output = 1], shape: own }: ParameterShape): readonly number[] => (kind === 'filter' ? [output, input, rows, columns] : own);
const numbers = (parameter: ParameterShape): Float32Array => Float32Array.from({ length: sizeOf(parameter.shape) }, (_, at) => at / 7 + parameter.name.length);
const file = (change: (parameter: ParameterShape) => ParameterShape | null = (parameter) => parameter): Uint8Array =>
  safetensors([
    ...resnetParameters(shape.width).flatMap((parameter) => change(parameter) ?? []).map((parameter) => ({ name: parameter.name, dtype: 'F32', shape: torchShape(parameter), bytes: bytesOf(numbers(parameter)) })),
    { name: 'bn1.num_batches_tracked', dtype: 'I64', shape: [], bytes: new Uint8Array(8) },
    { name: 'fc.weight', dtype: 'F32', shape: [2, 2], bytes: new Uint8Array(16) },
  ]);

describe('weights to begin with', () => {
  it('give both branches the same numbers, filters turned from torch order, and leave the heads as initialised', () => {
    const start = startFromFile(file(), shape, 5);
    if (!start.ok) throw new Error(start.refusal.detail);
    const { weights, taken } = start.value;
    expect(taken).toBe(resnetParameters(shape.width).length);
    expect(weights.get('lesion.bn1.running_mean')).toEqual(weights.get('background.bn1.running_mean'));
    // conv1 in torch: output o, input i, row r, column c at ((o * 3 + i) * 7 + r) * 7 + c; here at ((r * 7 + c) * 3 + i) * 4 + o.
    const conv1 = numbers({ name: 'conv1.weight', shape: [7, 7, 3, 4], kind: 'filter' });
    const [o, i, r, c] = [3, 1, 5, 2];
    expect(weights.get('lesion.conv1.weight')?.[((r * 7 + c) * 3 + i) * 4 + o]).toBe(conv1[((o * 3 + i) * 7 + r) * 7 + c]);
    const fresh = initialWeights(networkParameters(shape), 5);
    for (const name of ['head.fc.weight', 'background.head.fc.weight']) expect(weights.get(name)).toEqual(fresh.get(name));
  });

  it.each<[string, Uint8Array, string]>([
    ['a tensor of another shape', file((parameter) => (parameter.name === 'layer2.0.conv1.weight' ? { ...parameter, shape: [3, 3, 4, 9] } : parameter)), 'weights-wrong-shape'],
    ['a tensor that is not there', file((parameter) => (parameter.name === 'layer4.1.bn2.bias' ? null : parameter)), 'weights-wrong-shape'],
    ['a file that is cut', file().subarray(0, 5000), 'weights-file-unreadable'],
    ['a file of another kind', new TextEncoder().encode('PK and so on, no safetensors at all'), 'weights-file-unreadable'],
    ['an empty file', new Uint8Array(), 'weights-file-unreadable'],
  ])('refuse %s', (_what, bytes, code) => expect(startFromFile(bytes, shape, 1)).toMatchObject({ ok: false, refusal: { code } }));

  it('may be half precision', () => {
    const read = readSafetensors(safetensors([
      { name: 'half', dtype: 'F16', shape: [4], bytes: bytesOf16([0x3c00, 0xc000, 0x0001, 0x7bff]) },
      { name: 'brain', dtype: 'BF16', shape: [2], bytes: bytesOf16([0x3f80, 0xc040]) },
    ]));
    expect(read.ok && [...(read.value.get('half')?.values ?? [])]).toEqual([1, -2, 2 ** -24, 65504]);
    expect(read.ok && [...(read.value.get('brain')?.values ?? [])]).toEqual([1, -3]);
  });
});

const bytesOf16 = (values: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer);
