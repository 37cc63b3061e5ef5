const [QUOTE, BACKSLASH, COLON, COMMA, LIST, LIST_END, OBJECT, OBJECT_END] = [0x22, 0x5c, 0x3a, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Reads an object of JSON whose one member is a long list of objects, and hands these out one by one; what stands around
 * them is kept, with an empty list in their place. It only finds borders: what is between them is read by JSON.parse.
 */
class LongList {
  private around: Buffer[] = [];
  /** Bytes of the name or the entry that is being read, of pieces before this one. */
  private begun: Buffer[] = [];
  private readonly open: number[] = [];
  private inText = false;
  private escaped = false;
  /** The last text directly inside the object, and whether a colon made it a name. */
  private name: { readonly text: Buffer; isName: boolean } | null = null;
  private inside = false;
  private seen = false;
  private wanted: 'first' | 'entry' | 'border' = 'first';

  constructor(private readonly member: string, private readonly each: (entry: unknown) => boolean) {}

  /** False when this is no such text; then nothing of it counts. */
  take(piece: Buffer): boolean {
    for (let at = 0; at < piece.length;) {
      const next = this.inside ? this.takeInside(piece, at) : this.takeAround(piece, at);
      if (next < 0) return false;
      at = next;
    }
    return true;
  }

  /** The object with its list empty; undefined when it is none. */
  end(): unknown {
    if (!this.seen || this.inside) return undefined;
    return JSON.parse(Buffer.concat(this.around).toString('utf8'));
  }

  /** One byte more of a value. True when it ends one that began with a bracket. */
  private step(byte: number): boolean {
    if (this.inText) {
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) this.inText = false;
      return false;
    }
    if (byte === QUOTE) this.inText = true;
    else if (byte === OBJECT || byte === LIST) this.open.push(byte);
    else if (byte === OBJECT_END || byte === LIST_END) return this.open.pop() !== undefined;
    return false;
  }

  private takeAround(piece: Buffer, from: number): number {
    let start = from;
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at] ?? 0;
      const wasText = this.inText;
      if (!wasText && this.open.length === 1 && byte === LIST && this.name?.isName && JSON.parse(this.name.text.toString('utf8')) === this.member) {
        // Twice the same name: the last would count, so the first must not have been handed out.
        if (this.seen) return -1;
        this.around.push(Buffer.from(piece.subarray(from, at + 1)));
        [this.seen, this.inside, this.name, this.begun] = [true, true, null, []];
        return at + 1;
      }
      this.step(byte);
      if (this.open.length !== 1 || (!wasText && isBlank(byte))) continue;
      if (!wasText && this.inText) [start, this.begun, this.name] = [at, [], null];
      else if (wasText && !this.inText) this.name = { text: Buffer.concat([...this.begun, piece.subarray(start, at + 1)]), isName: false };
      else if (!wasText) this.name = byte === COLON && this.name !== null ? { ...this.name, isName: true } : null;
    }
    if (this.inText && this.open.length === 1) this.begun.push(Buffer.from(piece.subarray(start)));
    this.around.push(Buffer.from(piece.subarray(from)));
    return piece.length;
  }

  private takeInside(piece: Buffer, from: number): number {
    const byte = piece[from] ?? 0;
    if (this.open.length > 1 || this.begun.length > 0) return this.takeEntry(piece, from);
    if (isBlank(byte)) return from + 1;
    if (byte === LIST_END && this.wanted !== 'entry') {
      this.inside = false;
      return this.closeList(from);
    }
    if (this.wanted === 'border') {
      this.wanted = 'entry';
      return byte === COMMA ? from + 1 : -1;
    }
    return byte === OBJECT ? this.takeEntry(piece, from) : -1;
  }

  private closeList(at: number): number {
    this.around.push(Buffer.from(']'));
    return at + 1;
  }

  private takeEntry(piece: Buffer, from: number): number {
    for (let at = from; at < piece.length; at++) {
      if (!this.step(piece[at] ?? 0) || this.open.length > 1) continue;
      const text = Buffer.concat([...this.begun, piece.subarray(from, at + 1)]).toString('utf8');
      [this.begun, this.wanted] = [[], 'border'];
      return this.each(JSON.parse(text)) ? at + 1 : -1;
    }
    this.begun.push(Buffer.from(piece.subarray(from)));
    return piece.length;
  }
}

/**
 * The JSON object in these bytes with the list of this member empty; its entries go to `each` one by one, which answers
 * whether it can go on. Undefined when it could not, or when this is no object of JSON with one such list of objects:
 * then nothing that was handed out counts.
 */
export async function readLongList(bytes: AsyncIterable<Uint8Array>, member: string, each: (entry: unknown) => boolean): Promise<unknown> {
  const list = new LongList(member, each);
  try {
    for await (const piece of bytes) if (!list.take(Buffer.from(piece.buffer, piece.byteOffset, piece.length))) return undefined;
    return list.end();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
