/** Figures and their numbers to take away. */
export const saving = {
  save: 'Save',
  picture: (caption: string) => ` a picture: ${caption}`,
  of: (caption: string) => `: ${caption}`,
  refused: (format: string, problem: string) => `No ${format}: ${problem}`,
  showAsTable: 'Show as table',
  saveAsCsv: 'Save as CSV',
  file: 'figure',
};
