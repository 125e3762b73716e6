import { language } from '../../words/words.svelte';
import { en } from './en';
import { zh } from './zh';

/** Every text of an opened trace: apart from the page's catalogue, because it is loaded apart. */
export type OpenedWords = typeof en;

const LANGUAGES = { en, zh } as const;

/** The texts in the language of now; to be read where something is drawn or derived. */
export const words: OpenedWords = new Proxy(en, {
  get: (_, room) => LANGUAGES[language()][room as keyof OpenedWords],
});
