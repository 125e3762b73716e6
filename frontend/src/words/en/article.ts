/** What stands around the lessons. */
export const article = {
  features: (title: string) => `${title} Features`,
  pointing: 'Point at one: the part of the diagrams below that it speaks of lights up.',
  sentence: (text: string) => `${text}.`,
  ends: (low: string, high: string) => `0 ${low} – 1 ${high}`,
  cited: (papers: readonly string[]) => papers.join('; '),
  papers: 'The papers',
};
