import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EXPERIMENT_IDS, type ExperimentId } from '../../src/lessons/experiments';
import { en } from '../../src/words/en';
import { zh } from '../../src/words/zh';

/** Every text of a part of the catalogue, with the way to it; of a function, what it says of 7. */
function textsOf(part: unknown, way = ''): (readonly [string, string])[] {
  if (typeof part === 'string') return [[way, part]];
  if (typeof part === 'function') return [[way, String((part as (n: number) => string)(7))]];
  return Object.entries(part as object).flatMap(([key, inner]) => textsOf(inner, `${way}.${key}`));
}

const numbers = (text: string) => new Set(text.match(/[+−±]?\d+(\.\d+)?/g));
const told = ({ lessons, experiments }: Pick<typeof en, 'lessons' | 'experiments'>) =>
  textsOf({ lessons, experiments });

it('tells the same in both languages: each text, and each number in it', () => {
  const chinese = new Map(told(zh));
  const english = told(en);
  expect([...chinese.keys()]).toEqual(english.map(([way]) => way));
  for (const [way, text] of english) {
    expect([...numbers(chinese.get(way)!)], way).toEqual(
      expect.arrayContaining([...numbers(text)]),
    );
  }
});

it('has the apostrophes and quotes of print', () => {
  const files = ['src/words/en', 'src/opened/words'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const sources = files.filter((file) => /\ben\b.*\.ts$/.test(file));
  expect(sources.length).toBeGreaterThan(15);
  for (const file of sources) {
    const texts = readFileSync(file, 'utf8').replace(/\/[*][^]*?[*]\/|\/\/.*/g, '');
    expect(texts.match(/[a-z]'[a-z]|\\"/gi) ?? [], file).toEqual([]);
  }
});

it('is punctuated as Chinese is', () => {
  const halved = told(zh).filter(([, text]) => /[,;:?!]|\p{Script=Han}[.(]|"| {2}/u.test(text));
  expect(halved.filter(([, text]) => !text.includes('[h, x]'))).toEqual([]);
});

it('offers three answers to each question in either language', () => {
  for (const id of EXPERIMENT_IDS) {
    for (const { experiments } of [en, zh]) {
      expect(new Set(experiments[id as ExperimentId].choices).size, id).toBe(3);
    }
  }
});
