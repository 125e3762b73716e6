const MINUS = '−';

/** `+0.80`, `−0.60`, `0.00`: a number whose sign matters, with a true minus. */
export function formatSigned(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? MINUS : '+'}${text}`;
}

/** `+0.80`, `+31.90`, `−319`, `+1.2e6`: in the room of four digits or so, however large it is. */
export function formatShort(value: number): string {
  const size = Math.abs(value);
  if (size < 99.995) return formatSigned(value);
  if (size < 99_999.5) return formatSigned(value, 0);
  const [digits, exponent] = value.toExponential(1).split('e').map(Number);
  return `${formatSigned(digits, 1)}e${exponent}`;
}

/** `0.92`, `−0.60`: a number whose sign is shown only below zero. */
export function formatPlain(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** Six significant digits, for tables that are read by machines as much as by people. */
export function formatExact(value: number): string {
  return Number(value.toPrecision(6)).toString().replace('-', MINUS);
}
