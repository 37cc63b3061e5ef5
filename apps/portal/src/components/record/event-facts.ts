const SHORT = 16;

const plain = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.length > 40 && /^[0-9a-f-]+$/.test(value) ? `${value.slice(0, SHORT)}…` : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((entry) => plain(entry) ?? '').filter(Boolean).join(', ');
  if (typeof value === 'object') return Object.values(value).map((entry) => plain(entry) ?? '').filter(Boolean).join(' ');
  return null;
};

/** The payload of an event as short `name value` pairs; digests shortened. */
export function eventFacts(payload: Readonly<Record<string, unknown>>): string {
  return Object.entries(payload)
    .flatMap(([name, value]) => {
      const text = plain(value);
      return text === null ? [] : [`${name} ${text}`];
    })
    .join(' · ');
}
