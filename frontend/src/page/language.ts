import address from '../words/zh?script';
import { languageFor, LANGUAGES, type Language } from '../words/language';
import { speak, type Words } from '../words/words.svelte';
import { en } from '../words/en';
import { importFile } from './files';

/** Under which the browser keeps the language that was chosen last. */
const KEY = 'gatescope-language';

/** English comes with the page; of the others, where their texts are. */
const LOADERS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: () => Promise.resolve(en),
  zh: async () => ((await importFile(address)) as { readonly zh: Words }).zh,
};

/** What was chosen here before, else what the device asks for. */
export function usualLanguage(): Language {
  const kept = stored();
  return LANGUAGES.find((own) => own === kept) ?? languageFor(navigator.languages);
}

/** What the address asks for, before the rest of it is read. */
export function linkedLanguage(): Language | null {
  const [, asked] = /[#&]lang=([a-z]+)/.exec(location.hash) ?? [];
  return LANGUAGES.find((own) => own === asked) ?? null;
}

let asked: Language | null = null;

/** Say everything in a language; what was asked for last holds, however long the others take. */
export async function use(language: Language): Promise<void> {
  asked = language;
  const words = await LOADERS[language]();
  if (asked === language) speak(language, words);
}

/** Keep a language for the next time. */
export function remember(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser may keep nothing, of a file above all: then it is asked for again.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
