/** A file that the portal serves to its workers out of an installed package. */
export const servedAddress = (name: string): string => new URL(`/worker-files/${name}`, globalThis.location.origin).href;

export async function servedFile(name: string): Promise<Uint8Array> {
  const response = await fetch(servedAddress(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
