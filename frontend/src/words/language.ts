/** The languages of the page, each by its own name. */
export const LANGUAGE_NAMES = { en: 'English', zh: '中文' } as const;

export type Language = keyof typeof LANGUAGE_NAMES;

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as readonly Language[];

/** What a document says that it is written in. */
export const TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

/** The first of the languages asked for, as `zh-CN`, that the page has; else English. */
export function languageFor(asked: readonly string[]): Language {
  const had = asked.map((tag) => LANGUAGES.find((own) => tag.toLowerCase().split('-')[0] === own));
  return had.find((own) => own !== undefined) ?? 'en';
}
