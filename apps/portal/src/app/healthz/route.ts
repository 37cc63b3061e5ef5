/** Says that the portal's own process answers; the start command waits for it. */
export function GET(): Response {
  return Response.json({ portal: 'up' });
}
