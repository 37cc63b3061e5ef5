/** A message of protocol buffers on the way to its bytes: fields are appended in the order in which they are written. */
export class Message {
  private readonly parts: Uint8Array[] = [];

  private push(field: number, wire: number, payload: Uint8Array): this {
    this.parts.push(varint(BigInt(field * 8 + wire)), payload);
    return this;
  }

  /** A whole number; a negative one takes its two's complement of 64 bits. */
  integer(field: number, value: number): this {
    return this.push(field, 0, varint(BigInt.asUintN(64, BigInt(value))));
  }

  /** Whole numbers in one field, packed. */
  integers(field: number, values: readonly number[]): this {
    return this.bytes(field, Buffer.concat(values.map((value) => varint(BigInt.asUintN(64, BigInt(value))))));
  }

  float(field: number, value: number): this {
    return this.push(field, 5, new Uint8Array(Float32Array.of(value).buffer));
  }

  bytes(field: number, value: Uint8Array): this {
    return this.push(field, 2, Buffer.concat([varint(BigInt(value.length)), value]));
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.encode());
  }

  encode(): Uint8Array {
    return Buffer.concat(this.parts);
  }
}

/** Seven bits a byte, the lowest first (protobuf encoding, "base 128 varints"). */
export function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) {
      bytes.push(Number(rest));
      return Uint8Array.from(bytes);
    }
    bytes.push(Number(rest & 127n) | 128);
  }
}
