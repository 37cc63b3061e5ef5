/** Thrown inside the reader only; `parseDicom` turns it into a refusal. */
export class ReadFault extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** A bounded window on the file with a position; every read is checked against the window's end. */
export class ByteCursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly end: number;
  readonly littleEndian: boolean;
  position: number;

  constructor(bytes: Uint8Array, start: number, end: number, littleEndian: boolean) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = start;
    this.end = end;
    this.littleEndian = littleEndian;
  }

  get left(): number {
    return this.end - this.position;
  }

  uint16(): number {
    this.need(2);
    const value = this.view.getUint16(this.position, this.littleEndian);
    this.position += 2;
    return value;
  }

  uint32(): number {
    this.need(4);
    const value = this.view.getUint32(this.position, this.littleEndian);
    this.position += 4;
    return value;
  }

  twoLetters(): string {
    this.need(2);
    const text = String.fromCharCode(this.view.getUint8(this.position), this.view.getUint8(this.position + 1));
    this.position += 2;
    return text;
  }

  take(length: number): Uint8Array {
    this.need(length);
    const view = this.bytes.subarray(this.position, this.position + length);
    this.position += length;
    return view;
  }

  private need(length: number): void {
    if (length > this.left) throw new ReadFault('truncated');
  }
}
