import katex from 'katex';
import type { Attachment } from 'svelte/attachments';
import './katex.css';

/** LaTeX as it looks; hidden from a screen reader, which needs `readable` beside it. */
export function typeset(latex: string): Attachment<HTMLElement> {
  return (element) => katex.render(latex, element, { ...OPTIONS, output: 'html' });
}

/** LaTeX as MathML, for a screen reader. */
export function readable(latex: string): Attachment<HTMLElement> {
  return (element) => katex.render(latex, element, { ...OPTIONS, output: 'mathml' });
}

/**
 * A part of a line that is typeset by itself, with the space that it has within the line: the
 * empty groups stand for its neighbours.
 */
export function part(latex: string): string {
  return `{}${latex}{}`;
}

/** Names may come from a file: they are never commands, and a mistake is shown, not thrown. */
const OPTIONS = { trust: false, throwOnError: false } as const;
