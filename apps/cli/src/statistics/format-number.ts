/** Decimals as C prints them (R's formatC with format "f"): the binary value decides, and an exact tie goes to the even digit. */
export function fixedDigits(value: number, digits: number): string {
  const scaled = Math.abs(value) * 10 ** digits;
  const tie = Number.isInteger(value * 2 ** (digits + 1)) && scaled % 1 === 0.5;
  if (!tie) return value.toFixed(digits);
  const even = Math.floor(scaled) % 2 === 0 ? Math.floor(scaled) : Math.ceil(scaled);
  return ((Math.sign(value) * even) / 10 ** digits).toFixed(digits);
}
