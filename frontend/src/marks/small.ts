import { formatPlain } from './format';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const ENOUGH_DIGITS = 0.0095;

/** `0.92`, `−0.03`, and small or large numbers by powers of ten: `2.1 × 10⁻⁵`. */
export function formatScientific(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= ENOUGH_DIGITS && size < 1000)) return formatPlain(value);
  const [digits, exponent] = value.toExponential(1).split('e').map(Number);
  return `${formatPlain(digits, 1)} × ${powerOfTen(exponent)}`;
}

/** The ends of a scale with zero in its middle, `−1`, `+1` or `−0.32`, `+0.32`; never both `0.00`. */
export function formatEnds(extent: number): readonly [string, string] {
  const size = Number.isInteger(extent) ? formatPlain(extent, 0) : formatScientific(extent);
  return [`−${size}`, `+${size}`];
}

/** `10⁻¹²`, and 1 for none. */
export function powerOfTen(exponent: number): string {
  if (exponent === 0) return '1';
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]);
  return `10${exponent < 0 ? '⁻' : ''}${digits.join('')}`;
}
