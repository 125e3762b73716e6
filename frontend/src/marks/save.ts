import { words } from '../words/words.svelte';

const LONGEST = 80;
/** What belongs to the letter before it: a tilde on C. */
const ACCENTS = /\p{M}/gu;

/** A figure's caption as the name of a file, for every operating system. */
export function fileName(caption: string, extension: string): string {
  const tidy = caption.normalize('NFKD').replace(ACCENTS, '').toLowerCase();
  const name = tidy.match(/[\p{L}\p{N}]+/gu)?.join('-') ?? '';
  return `${name.slice(0, LONGEST).replace(/-$/, '') || words.saving.file}.${extension}`;
}

/** Hand a file to the browser, which puts it where it puts downloads. */
export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
