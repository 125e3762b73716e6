import { en } from './en';
import type { Language } from './language';

/** Every text of the page, in one language. */
export type Words = typeof en;

/** What the page says now, and in which language. */
let spoken = $state.raw<{ readonly language: Language; readonly words: Words }>({
  language: 'en',
  words: en,
});

/**
 * Every text of the page, in the language of now: `words.stack.addStep`. What is drawn from it
 * follows the language, so it has to be read where something is drawn or derived, not kept.
 */
export const words: Words = new Proxy(en, {
  get: (_, room) => spoken.words[room as keyof Words],
});

/** The language of now. */
export function language(): Language {
  return spoken.language;
}

/** Say everything in a language from now on. */
export function speak(language: Language, words: Words): void {
  if (language !== spoken.language) spoken = { language, words };
}
