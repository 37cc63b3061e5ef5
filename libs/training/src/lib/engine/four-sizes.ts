/** The sizes of a tensor of rank four (a batch of pictures, a filter); any other rank is a mistake. */
export function fourSizes({ shape }: { readonly shape: readonly number[] }): [number, number, number, number] {
  const [first, second, third, fourth] = shape;
  if (first === undefined || second === undefined || third === undefined || fourth === undefined || shape.length !== 4) throw new RangeError('this tensor has not four dimensions');
  return [first, second, third, fourth];
}
