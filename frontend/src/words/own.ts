/** By their own text, what words that come with data are called in a language. */
export type Own = Readonly<Record<string, string>>;

/** What a word that comes with data is called; where nobody has said, by its own name. */
export function called(own: Own, text: string): string {
  return Object.hasOwn(own, text) ? own[text]! : text;
}
