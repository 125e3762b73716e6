import { describe, expect, it } from 'vitest';
import {
  alphabetOf,
  flatten,
  loadTask,
  outside,
  readText,
  spell,
  TASKS,
  textOf,
  type Rows,
} from '../../src/tasks';
import golden from '../../../golden/samplers.json';

function put(rows: Rows, step: number, channel: number, value: number): Rows {
  return rows.with(step, rows[step]!.with(channel, value));
}

describe('samples are those that Python draws, to the last bit', () => {
  for (const { task, x, target, ...how } of golden) {
    it(`${task} ${JSON.stringify(how)}`, () => {
      const drawn =
        how.seed === undefined
          ? { x: loadTask(task).opening(), target: loadTask(task).target(x) }
          : loadTask(task).sample(how.seed, how.length);
      expect(drawn).toEqual({ x, target });
    });
  }
});

describe.each(TASKS)('$name', (task) => {
  it('opens on a sequence that the models know', () => {
    expect(outside(task, task.opening())).toEqual([]);
  });

  it('has the channels of its rows and the labels of its classes', () => {
    expect(task.opening().every((row) => row.length === task.channels.length)).toBe(true);
    expect(task.output.labels.length > 0).toBe(task.output.kind === 'classes');
  });

  it('refuses a length that it does not allow', () => {
    for (const length of [0, -1, 1.5, 129, NaN]) {
      expect(() => task.sample(0, length)).toThrow(/Expected [12] to 128 steps/);
    }
  });
});

describe('store and recall', () => {
  const task = loadTask('store_and_recall');

  it('answers with the value stored last', () => {
    expect(task.target(task.opening())).toEqual([0, 0, 0, 0, 0.8]);
  });

  it('has nothing to say before the first store', () => {
    expect(task.target([[0.5, 0, 1]])).toEqual([0]);
  });

  it('says where a sequence leaves what was trained on', () => {
    const edited = put(task.opening(), 3, 1, 0.5).with(1, [1.5, 1, 1]);
    expect(outside(task, edited)).toEqual([
      'The models were trained on value -1 to 1; step 2 is outside.',
      'The models were trained on store 0 or 1; step 4 is outside.',
      'In training store and recall never came together; at step 2 they do.',
    ]);
    expect(outside(task, edited.slice(0, 1))).toEqual([
      'The models were trained on 3 to 30 steps; this sequence has 1.',
    ]);
  });
});

describe('adding', () => {
  const task = loadTask('adding');

  it('asks for the sum at the last step, of however many are marked', () => {
    expect(
      task
        .target(task.opening())
        .slice(0, -1)
        .every((right) => right === null),
    ).toBe(true);
    expect(task.target(task.opening()).at(-1)).toBeCloseTo(1.2, 12);
    expect(task.target(put(task.opening(), 0, 1, 1)).at(-1)).toBeCloseTo(1.6, 12);
  });

  it('says where more or fewer are marked than in training', () => {
    expect(outside(task, put(task.opening(), 0, 1, 1))).toEqual([
      'In training 2 steps were marked; in this sequence 3 are.',
    ]);
  });
});

const spelled = TASKS.filter((task) => alphabetOf(task) !== '');

describe.each(spelled)('$name, typed', (task) => {
  const alphabet = alphabetOf(task);

  it('reads its own samples again, spaces and all', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { x } = task.sample(seed);
      const text = textOf(task, x);
      expect(readText(task, text)).toEqual({ rows: x });
      expect(readText(task, ` ${[...text].join(' ')}\n`)).toEqual({ rows: x });
      expect(task.refuse?.(x) ?? null).toBeNull();
      expect(outside(task, x)).toEqual([]);
    }
  });

  it('refuses what is none of its letters, with what was expected and what came', () => {
    for (const wrong of ['é', '1', '<', '😀']) {
      const text = `${alphabet[0]}${wrong}`;
      const { complaint } = readText(task, text) as { complaint: string };
      expect(complaint).toMatch(/^Expected .* at step 2, got “/);
      expect(complaint).toContain(`“${wrong}”`);
    }
  });

  it('refuses nothing at all, and too much', () => {
    const long = alphabet[0]!.repeat(129);
    for (const [typed, came] of [
      [' ', 'none. Type more.'],
      [long, '129. Type fewer.'],
    ] as const) {
      const { complaint } = readText(task, typed) as { complaint: string };
      expect(complaint).toMatch(/^Expected 1 to 128 (letters|symbols), got /);
      expect(complaint).toContain(came);
    }
  });
});

describe('names', () => {
  const task = loadTask('names');

  it('asks for the next letter, and at last for the end', () => {
    expect(task.target(spell(task, 'ada'))).toEqual([3, 0, 26]);
  });

  it('knows a held-out name from a typed one', () => {
    expect(task.about(task.opening())).toBe('the name Mathilda, held out from training');
    expect(task.about(spell(task, 'xyz'))).toBe('“Xyz”, typed');
    expect(readText(task, 'Ada')).toEqual({ rows: spell(task, 'ada') });
  });
});

describe('digits', () => {
  const task = loadTask('digits');

  it('knows the digit of a held-out image, and of no edited one', () => {
    expect(task.target(task.opening())[7]).toBeTypeOf('number');
    expect(task.about(task.opening())).toMatch(/a handwritten \d, held out from training/);
    const edited = put(task.opening(), 0, 0, 0.5);
    expect(task.target(edited)[7]).toBeNull();
    expect(task.about(edited)).toBe('an edited image');
  });
});

describe('sunspots', () => {
  const task = loadTask('sunspots');

  it('knows its years, and what comes after them', () => {
    const x = task.opening();
    expect(task.about(x)).toBe('1944–2007, held out from training');
    expect(task.stepLabels(x)?.at(-1)).toBe('2007');
    expect(task.target(x).slice(0, 2)).toEqual([x[1]![0], x[2]![0]]);
    expect(task.target(x).at(-1)).toBeTypeOf('number');
  });

  it('does not know what comes after edited ones', () => {
    const x = put(task.opening(), 3, 0, task.opening()[3]![0]! + 1);
    expect(task.target(x).at(-1)).toBeNull();
    expect([task.about(x), task.stepLabels(x)]).toEqual(['edited years', null]);
  });
});

it('flattens rows in time', () => {
  expect(
    flatten([
      [1, 2],
      [3, 4],
    ]),
  ).toEqual(Float64Array.of(1, 2, 3, 4));
});

it('refuses an unknown task by name', () => {
  expect(() => loadTask('chess')).toThrow(/store_and_recall, adding, .*names, got "chess"/);
});
