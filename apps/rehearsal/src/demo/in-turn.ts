/** Runs `work` over all entries, at most `width` at a time; the first failure stops taking new ones and is thrown. */
export async function inTurn<T>(entries: readonly T[], width: number, work: (entry: T) => Promise<void>): Promise<void> {
  const queue = [...entries];
  const lane = async (): Promise<void> => {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
      try {
        await work(entry);
      } catch (error) {
        queue.length = 0;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}
