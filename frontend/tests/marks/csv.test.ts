import { describe, expect, it } from 'vitest';
import { csv } from '../../src/marks/csv';

describe('csv', () => {
  it('is a head and a line for each row, each ended as RFC 4180 has it', () => {
    const rows = [
      { name: 'f unit 1', values: [0.5, 1] },
      { name: 'f unit 2', values: [0, -2] },
    ];
    expect(csv(['unit', 'step 1', 'step 2'], rows)).toBe(
      'unit,step 1,step 2\r\nf unit 1,0.5,1\r\nf unit 2,0,-2\r\n',
    );
  });

  it.each([
    ['a comma', 'LSTM, seed 0', '"LSTM, seed 0"'],
    ['quotes', 'of “7”, "7"', '"of “7”, ""7"""'],
    ['a new line', 'a\nb', '"a\nb"'],
    ['nothing special', 'C̃ − C', 'C̃ − C'],
  ])('quotes a field with %s only where it has to', (_, name, field) => {
    expect(csv(['x'], [{ name, values: [] }])).toBe(`x\r\n${field}\r\n`);
  });

  it.each([0.1 + 0.2, 1 / 3, -5e-324, 1.7976931348623157e308, 2 ** 53, 1e21])(
    'has every digit of %d',
    (value) => {
      const [, line] = csv(['x'], [{ name: 'a', values: [value] }]).split('\r\n');
      expect(Number(line.split(',')[1])).toBe(value);
    },
  );

  it('leaves a field empty where there is no number', () => {
    expect(csv(['x'], [{ name: 'target', values: [null, 1, null] }])).toBe('x\r\ntarget,,1,\r\n');
  });
});
