import { runCli } from './cli.ts';

// A reader that stops early (head, less) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => { process.stdout.write(text); },
  err: (text) => { process.stderr.write(text); },
  cwd: process.cwd(),
  env: process.env,
  pictureThread: new URL('./picture-thread.js', import.meta.url),
  interrupted: () => {
    const asked = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort());
    return asked.signal;
  },
  terminal: process.stderr.isTTY,
  workerProgram: new URL('./clean-worker.js', import.meta.url),
});
