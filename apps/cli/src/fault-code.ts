/** The system's code of a fault of files (ENOENT, ENOSPC, …); null for any other fault. */
export function faultCode(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^E(?!RR_)/.test(code) ? code : null;
}
