import { JobRegistry } from './job-registry.ts';

describe('the job registry', () => {
  it('takes one handler for a queue', () => {
    const registry = new JobRegistry();
    const handler = { queue: 'preview', handle: async () => undefined } as const;
    registry.add(handler);
    expect(() => registry.add(handler)).toThrow('preview');
  });
});
