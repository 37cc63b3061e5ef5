/** Proxies in front of the portal whose X-Forwarded-For is believed. */
const trustedHops = (): number => {
  const given = Number(process.env['TRUSTED_HOPS'] ?? 0);
  return Number.isInteger(given) && given > 0 && given <= 5 ? given : 0;
};

/**
 * Where a visitor comes from, as the outermost proxy that is trusted saw it; null without one: what the header says then may be
 * the visitor's own words, because the server of the portal leaves a header in place that came with the request.
 */
export function visitorAddress(forwarded: string | null | undefined, hops: number = trustedHops()): string | null {
  const named = (forwarded ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '');
  return hops === 0 ? null : (named.at(-hops) ?? null);
}
