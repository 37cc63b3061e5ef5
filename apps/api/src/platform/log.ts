import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/**
 * The process's log: one JSON line per entry. Nothing here ever receives a body, a header, an address with its values
 * or an error's message, so that no identifier can reach a log file.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: undefined, timestamp: () => `,"at":"${new Date().toISOString()}"` };
  return destination ? pino(options, destination) : pino(options);
}

const FRAME = /^\s*at .+$/;

/** The stack without the message above it, which may have lines of any form. */
function framesOf({ stack = '', message }: Error): string[] {
  const end = message === '' ? 0 : stack.indexOf(message) + message.length;
  return stack.slice(end).split('\n').filter((line) => FRAME.test(line)).slice(0, 12).map((line) => line.trim());
}

/**
 * What may be said of an unexpected error: its class, its code and where it came from. Its message stays out, because
 * drivers quote values in theirs.
 */
export function errorFacts(error: unknown): { readonly error: string; readonly errorCode: string | null; readonly frames: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, errorCode: null, frames: [] };
  const code: unknown = 'code' in error ? error.code : null;
  const cause = error.cause instanceof Error ? [`caused by ${error.cause.name}`, ...errorFacts(error.cause).frames.slice(0, 4)] : [];
  return { error: error.name, errorCode: typeof code === 'string' ? code : null, frames: [...framesOf(error), ...cause] };
}
