/** All pieces of something, as they came. */
export async function chunksOf(content: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return chunks;
}

/** The same as one. */
export const wholeBytes = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => Buffer.concat(await chunksOf(content));
