/** Engine with its versions, and its threads, of the server's words for both; null where no trainer has begun. */
export function engineParts(told: string | null): { readonly engine: string; readonly n: number } | null {
  const [, engine, threads] = /^(.*), (\d+) threads?$/.exec(told ?? '') ?? [];
  return engine === undefined ? null : { engine, n: Number(threads) };
}
