import { expect, it } from 'vitest';
import { Recent } from '../../src/opened/recent';

it('what was not used for longest gives way', () => {
  const recent = new Recent<number>(10, (value) => value);
  recent.set('a', 4);
  recent.set('b', 4);
  recent.get('a');
  recent.set('c', 5);
  expect(['a', 'b', 'c'].map((key) => recent.has(key))).toEqual([true, false, true]);
});

it('what was kept last stays, however much it weighs', () => {
  const recent = new Recent<number>(10, (value) => value);
  recent.set('a', 4);
  recent.set('b', 40);
  expect(recent.get('a')).toBeUndefined();
  expect(recent.get('b')).toBe(40);
});
