import * as fc from 'fast-check';
import type { Dataset, TypedCell, TypedColumn, TypedTable } from '../typed-table.ts';
import { sampleDataset } from './sample-dataset.ts';

const REASONS = sampleDataset.missingReasons.map(({ code }) => ({ missing: code }));
const letters = fc.constantFrom('a', 'Z', '9', ' ', '"', "'", ',', '=', '肝', '癌', '𠮷', 'é', '/', '|', '\\');
/** Texts around every limit in bytes; none ends in a blank, which fixed-width formats cannot tell from padding. */
const text = fc.oneof(fc.constant(''), fc.constantFrom(8, 39, 40, 41, 199, 200, 201, 255, 256, 504, 505, 2045, 2046).map((length) => 'x'.repeat(length)), fc.constantFrom(13, 66, 67, 85, 168).map((length) => `y${'脾'.repeat(length)}`), fc.array(letters, { maxLength: 60 }).map((parts) => parts.join('')))
  .map((value) => value.trimEnd().replace(/^ +/, ''));
const day = fc.integer({ min: -200_000, max: 100_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const number = fc.oneof(fc.double({ noNaN: true, min: -1e70, max: 1e70 }).filter((value) => value === 0 || Math.abs(value) > 1e-70).map((value) => (Object.is(value, -0) ? 0 : value)), fc.constantFrom(0, 0.1, -9000, -9001, -90_001, 1 / 3, 2 ** 53, 1e70));
const integer = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, -1, 2_147_483_620, 2_147_483_621, -9001, Number.MAX_SAFE_INTEGER));
const label = fc.constantFrom({ en: 'Size', zh: '大小' }, { en: 'A label that is much longer than the forty bytes that version five allows', zh: '比第五版允许的四十个字节长得多的标签' }, { en: 'same', zh: 'same' });
const codes = fc.constantFrom([{ code: '0', label: { en: 'no', zh: '否' } }, { code: '1', label: { en: 'yes', zh: '是' } }], [{ code: 'hyper', label: { en: 'Hyperechoic', zh: '高回声' } }, { code: 'hypo-x', label: { en: 'Hypoechoic', zh: '低回声' } }, { code: '3', label: { en: 'Other', zh: '其他' } }]);

interface RandomColumn { readonly column: TypedColumn; readonly cells: fc.Arbitrary<TypedCell> }

const withMissing = (values: fc.Arbitrary<string | number>, hasReasons: boolean): fc.Arbitrary<TypedCell> => fc.oneof({ weight: 5, arbitrary: values }, { weight: 1, arbitrary: fc.constant(null) }, ...(hasReasons ? [{ weight: 2, arbitrary: fc.constantFrom(...REASONS) }] : []));

const column = (at: number): fc.Arbitrary<RandomColumn> => fc.record({ type: fc.constantFrom('text' as const, 'integer' as const, 'number' as const, 'date' as const, 'code' as const), label, codes, hasReasons: fc.boolean(), long: fc.boolean() }).map(({ type, label: words, codes: own, hasReasons, long }) => ({
  column: { name: `${long ? 'a_rather_long_name' : 'c'}_${at}`, label: words, type, hasReasons, ...(type === 'code' && { codes: own }) },
  cells: withMissing(type === 'text' ? text : type === 'date' ? day : type === 'number' ? number : type === 'integer' ? integer : fc.constantFrom(...own.map(({ code }) => code)), hasReasons),
}));

const table = (name: string): fc.Arbitrary<TypedTable> => fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 })).chain(([width, rows]) => fc.tuple(...Array.from({ length: width }, (_, at) => column(at))).chain((columns) =>
  fc.array(fc.tuple(...columns.map(({ cells }) => cells)), { minLength: rows, maxLength: rows }).map((cells): TypedTable => ({
    name, title: { en: 'Random', zh: '随机' },
    columns: [{ name: 'key', label: { en: 'Key', zh: '键' }, type: 'text' }, ...columns.map((entry) => entry.column)],
    rows: cells.map((row, at) => [`k${at}`, ...row]),
  }))));

/** Tables of every type with the edges of every format. */
export const randomDataset = (count: number): fc.Arbitrary<Dataset> => fc.tuple(...Array.from({ length: count }, (_, at) => table(`t${at}`))).map((tables) => ({ ...sampleDataset, tables }));
