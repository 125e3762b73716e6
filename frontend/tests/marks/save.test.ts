import { describe, expect, it } from 'vitest';
import { fileName } from '../../src/marks/save';

describe('fileName', () => {
  it.each([
    ['LSTM Gate Activations Over Time: now', 'lstm-gate-activations-over-time-now.csv'],
    ['Mean of |h| state over time', 'mean-of-h-state-over-time.csv'],
    ['../C̃: a\\b?', 'c-a-b.csv'],
    ['記憶', '記憶.csv'],
    ['∏ − ∏', 'figure.csv'],
  ])('of “%s” can be had on every system', (caption, name) => {
    expect(fileName(caption, 'csv')).toBe(name);
  });

  it('is never too long, and does not end within a hyphen', () => {
    const name = fileName('seven-a '.repeat(40), 'svg');
    expect(name.length).toBeLessThanOrEqual(84);
    expect(name).toMatch(/[a-z]\.svg$/);
  });
});
