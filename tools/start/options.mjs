// What `npm start -- …` understands.
import { isAbsolute, resolve } from 'node:path';
import { root } from '../steps/run-step.mjs';

export const USAGE = `npm start -- [--port N] [--api-port N] [--data DIR] [--empty] [--no-demo-data]
  --port N         port of the portal (default: 3000, or the next free one)
  --api-port N     port of the API (default: the next free one after the portal's)
  --data DIR       where database, files, keys and logs are kept (default: .echocohort)
  --empty          no demo study: prints a one-time link that creates the first administrator
  --no-demo-data   demo accounts, but no demo cases`;

/** A usage fault: one sentence, exit code 2. */
export class UsageError extends Error {}

function portOf(flag, text) {
  const port = Number(text);
  if (!/^\d+$/.test(text ?? '') || port < 1 || port > 65_535) throw new UsageError(`${flag} needs a port from 1 to 65535`);
  return port;
}

export function readOptions(args) {
  const options = { port: null, apiPort: null, data: resolve(root, '.echocohort'), empty: false, demoData: true };
  for (let index = 0; index < args.length; index += 1) {
    const [flag, inline] = args[index].split('=', 2);
    const value = () => inline ?? args[(index += 1)];
    if (flag === '--port') options.port = portOf(flag, value());
    else if (flag === '--api-port') options.apiPort = portOf(flag, value());
    else if (flag === '--data') {
      const folder = value();
      if (!folder) throw new UsageError('--data needs a folder');
      options.data = isAbsolute(folder) ? folder : resolve(process.env.INIT_CWD ?? process.cwd(), folder);
    } else if (flag === '--empty') options.empty = true;
    else if (flag === '--no-demo-data') options.demoData = false;
    else throw new UsageError(`unknown option ${flag}\n${USAGE}`);
  }
  return options;
}
