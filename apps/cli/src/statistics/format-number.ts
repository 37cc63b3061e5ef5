/** Decimals as R's formatC with format "f": ties go by the binary value. */
export const fixedDigits = (value: number, digits: number): string => value.toFixed(digits);
