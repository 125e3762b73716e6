/** A part of a whole as CSS has it: on paper of another width it keeps its place. */
export function percent(part: number, whole: number): string {
  return `${whole > 0 ? (100 * part) / whole : 0}%`;
}
