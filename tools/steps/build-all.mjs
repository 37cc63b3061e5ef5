import { bin, namedStep, runStep } from './run-step.mjs';

const quietNx = { NX_DAEMON: 'false', NX_TUI: 'false', NX_SKIP_LOG_GROUPING: 'true', NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1' };

/** Generates the database client; the specs need it even where nothing is built. */
export const generateClient = () => namedStep('generate the database client', bin('nx'), ['run-many', '-t', 'generate', '--output-style=static'], { env: quietNx });

/** Builds every library and application that is stale (Nx keeps what is fresh). */
export const buildAll = ({ quiet = true, skipCache = false } = {}) => {
  const args = ['run-many', '-t', 'build', '--parallel=2', '--output-style=static', ...(skipCache ? ['--skip-nx-cache'] : [])];
  return quiet ? namedStep('build', bin('nx'), args, { env: quietNx }) : runStep(bin('nx'), args, { env: quietNx });
};
