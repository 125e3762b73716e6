/**
 * A text with parts that are drawn in a way of their own, each part under the name of its slot:
 * `['Leave with ', { key: 'Esc' }, '.']`. `marks/Rich.svelte` draws it.
 */
export type Rich<Slot extends string> = readonly (string | { readonly [slot in Slot]?: string })[];

/** The same as a plain text. */
export function plain(text: Rich<string>): string {
  return text
    .flatMap((piece) => (typeof piece === 'string' ? [piece] : Object.values(piece)))
    .join('');
}
