import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { literals } from './literals';

const components = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.svelte'))
  .map((file) => `src/${file}`);

describe('what stands in a component', () => {
  it('is found where a person reads or hears it', () => {
    const markup = `<p class="a b">Add step {n} {isOpen ? 'open' : ''}</p>
      <button aria-label="Close {it}" title={\`Step \${n}\`} type="button">σ</button>
      <b>{a}; {b} · {c}</b>`;
    expect(literals(markup)).toEqual(['Add step', 'open', 'Close', 'Step', ';']);
  });

  it('is looked at in every component', () => {
    expect(components.length).toBeGreaterThan(100);
  });

  it.each(components)('is no text of its own in %s', (file) => {
    expect(literals(readFileSync(file, 'utf8'))).toEqual([]);
  });
});
