/** Where the API listens, as the portal's server reaches it; the browser never needs it. */
export function apiAddress(): string {
  return (process.env['ECHOCOHORT_API_URL'] ?? 'http://127.0.0.1:4000').replace(/\/+$/, '');
}
