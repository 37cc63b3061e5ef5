/** The shortest text of at most that many significant digits that shows the number as rounded to them (R's format). */
function significant(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const shortest = mantissa.includes('.') ? mantissa.replace(/0+$/, '').replace(/\.$/, '') : mantissa;
  const places = shortest.replace(/^-?\d\.?/, '').length;
  const power = Number(exponent);
  const fixed = value.toFixed(Math.min(100, Math.max(0, places - power)));
  const sign = power < 0 ? '-' : '+';
  const scientific = `${shortest}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
  return fixed.length <= scientific.length ? fixed : scientific;
}

/** A p value as R's format.pval prints one: `<0.001` below the limit, so that it is never shown as nought. */
export function formatP(p: number, digits = 3, limit = 0.001): string {
  if (Number.isNaN(p)) return 'NA';
  if (p >= limit) return significant(p, digits);
  const fewer = Math.max(1, digits - 2);
  return `<${fewer === 1 ? '' : ' '}${significant(limit, digits)}`;
}

/** Half away from nothing: the binary value decides (R's formatC with format "f"). */
export const fixedDigits = (value: number, digits: number): string => value.toFixed(digits);
