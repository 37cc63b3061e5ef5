import { engineParts } from './engine-parts.ts';

it.each([
  ['wasm (tfjs 4.22.0), 1 thread', { engine: 'wasm (tfjs 4.22.0)', n: 1 }],
  ['tfjs-node (tensorflow 2.18, tfjs 4.22.0), 2 threads', { engine: 'tfjs-node (tensorflow 2.18, tfjs 4.22.0)', n: 2 }],
  [null, null],
])('%p', (told, parts) => expect(engineParts(told)).toEqual(parts));
