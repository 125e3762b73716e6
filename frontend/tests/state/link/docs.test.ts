import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KEYS, NOTHING_CHOSEN, readLink, writeLink } from '../../../src/state/link';
import { PART_NAMES, SLIDES } from '../../../src/state/parts';
import { en } from '../../../src/words/en';
import { readCatalogue } from '../../catalogue';

// Tests run in the folder of the page.
const text = readFileSync(resolve('../docs/links.md'), 'utf8');
const catalogue = readCatalogue();

/** The rows of the table under a heading, by its cells. */
function table(heading: string): readonly (readonly string[])[] {
  const part = text.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const lines = part.split('\n').filter((line) => line.startsWith('|'));
  return lines
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.replaceAll('`', '').trim()));
}

const pieces = table('The pieces').map((cells) => ({ key: cells[1]!, example: cells.at(-2)! }));
const edits = table('Edits').map((cells) => cells.at(-2)!);
const links = [...text.matchAll(/^#v=.*$/gm)].map(([link]) => link);

describe('docs/links.md', () => {
  it('describes every piece, in the order of a link', () => {
    expect(pieces.map(({ key }) => key)).toEqual([...KEYS]);
  });

  it.each(pieces)('has an example of $key that is read', ({ key, example }) => {
    const link = `${NOTHING_CHOSEN}&${example}`;
    const { chosen, complaints } = readLink(link, catalogue);
    expect(complaints).toEqual([]);
    expect(example).toContain(`${key}=`);
    expect(writeLink(chosen, catalogue)).toBe(link);
  });

  it.each(edits)('has the edit %s, which is read', (example) => {
    const link = `${NOTHING_CHOSEN}&${example}`;
    const { chosen, complaints } = readLink(link, catalogue);
    expect(complaints).toEqual([]);
    expect(writeLink(chosen, catalogue)).toBe(link);
  });

  it('names every part of the page, and those that can be presented', () => {
    const rows = table('The parts of the page').map(([, name, title, isSlide]) => ({
      name,
      title,
      isSlide: isSlide === 'yes',
    }));
    const slides = SLIDES.map(({ name }) => name);
    expect(rows).toEqual(
      PART_NAMES.map((name) => ({ name, title: en.parts[name], isSlide: slides.includes(name) })),
    );
  });

  it('has links that are read', () => {
    expect(links).toHaveLength(3);
    for (const link of links) {
      const { chosen, complaints } = readLink(link, catalogue);
      expect(complaints).toEqual([]);
      expect(writeLink(chosen, catalogue)).toBe(link);
    }
  });
});
