import { resolve } from 'node:path';
import { readOptions, UsageError } from './options.mjs';

describe('what npm start understands', () => {
  it('by itself: the demo study in .echocohort of the checkout, ports as they come', () => {
    expect(readOptions([])).toEqual({ port: null, apiPort: null, data: resolve(process.cwd(), '.echocohort'), empty: false, demoData: true });
  });

  it.each([
    [['--port', '3100', '--api-port=4100'], { port: 3100, apiPort: 4100 }],
    [['--data', '/srv/study', '--empty'], { data: '/srv/study', empty: true }],
    [['--no-demo-data'], { demoData: false }],
  ])('%j', (args, expected) => expect(readOptions(args)).toMatchObject(expected));

  it.each([[['--port', '0']], [['--port', 'x']], [['--port']], [['--api-port', '70000']], [['--data']], [['--fast']]])('%j is refused in words', (args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
  });
});
