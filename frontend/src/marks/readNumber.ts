/** What was typed: a number, or why it is none that can be used. */
export type Typed = { readonly value: number } | { readonly complaint: string };

/** Read a number that a person typed; a comma or a true minus will do as well. */
export function readNumber(text: string, what: string, min: number, max: number): Typed {
  const tidy = text.trim().replace('−', '-').replace(',', '.');
  const value = tidy === '' ? NaN : Number(tidy);
  if (Number.isFinite(value) && value >= min && value <= max) return { value };
  return {
    complaint: `${what}: expected a number from ${min} to ${max}, got “${text.trim()}”. Type another.`,
  };
}

/** Read a whole number that a person typed. */
export function readWhole(text: string, what: string, min: number, max: number): Typed {
  const typed = readNumber(text, what, min, max);
  if ('complaint' in typed || Number.isInteger(typed.value)) return typed;
  return { complaint: `${what}: expected a whole number, got “${text.trim()}”. Type another.` };
}
