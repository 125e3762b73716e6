import { describe, expect, it } from 'vitest';
import { inLanguage, outside, readText, spell, TASKS, type Channel } from '../../src/tasks';
import { called } from '../../src/words/own';
import { zh } from '../../src/words/zh';
import { readCatalogue } from '../catalogue';

const catalogue = readCatalogue();
const CHINESE = /\p{Script=Han}/u;

describe('words that come with data', () => {
  it('have a name in Chinese, those of every cell', () => {
    const texts = Object.values(catalogue.cells).flatMap(({ words }) =>
      Object.values(words).flatMap(({ word, low, high }) => [word, low, high]),
    );
    const said = texts.flatMap((text) => (text ? [called(zh.cells.own, text)] : []));
    expect(said.filter((text) => !CHINESE.test(text))).toEqual([]);
    expect(Object.keys(zh.cells.own).filter((text) => !texts.includes(text))).toEqual([]);
  });

  it('are their own where nobody has named them', () => {
    for (const text of ['my gate', 'constructor', ''])
      expect(called(zh.cells.own, text)).toBe(text);
  });
});

describe.each(TASKS)('$name in Chinese', (task) => {
  const chinese = inLanguage(task, zh.tasks);

  it('has all its words, and the same numbers', () => {
    const { title, rule, channels, output, score } = chinese;
    const named = channels.filter(({ kind }) => kind !== 'letter');
    const answers = output.labels.filter((label) => /\p{L}{2}/u.test(label));
    const said = [title, rule, output.words, score.name, ...named.map(({ words }) => words)];
    for (const text of [...said, ...named.map(({ name }) => name), ...answers]) {
      expect(text).toMatch(CHINESE);
    }
    const numbers = ({ kind, min, max, step }: Channel) => [kind, min, max, step];
    expect(channels.map(numbers)).toEqual(task.channels.map(numbers));
    expect(chinese.target(chinese.opening())).toEqual(task.target(task.opening()));
  });

  it('says what a sequence is', () => {
    expect(chinese.about(chinese.opening())).toMatch(CHINESE);
    expect(chinese.about(chinese.opening())).not.toMatch(/[,;]/);
  });

  it('has the scores of its models', () => {
    for (const { record } of Object.values(catalogue.models[task.name]!)) {
      expect(called(zh.tasks.own, record!.score.name)).toBe(chinese.score.name);
    }
  });
});

it('refuses and warns in the language of the task', () => {
  const task = inLanguage(
    TASKS.find(({ name }) => name === 'brackets')!,
    zh.tasks,
  );
  expect(readText(task, '([)')).toEqual({
    complaint: '第 3 步应为左括号或 ]，得到 )。请先关闭最后打开的括号。',
  });
  expect(readText(task, '(a')).toEqual({
    complaint: '第 2 步应为 (、[、{、)、] 或 }，得到“a”。请重新输入。',
  });
  expect(outside(task, spell(task, '((((('))).toEqual([
    '训练时最多同时打开 4 个括号；这个串中同时打开了 5 个。',
  ]);
});
