import { readFileSync } from 'node:fs';
import katex from 'katex';
import { expect, it } from 'vitest';
import golden from '../../../golden/equations.json';
import { jacobianLine } from '../../src/cells/gradient';
import { part } from '../../src/marks/typeset';
import { CELLS } from '../cells/fixtures';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const original = rules(read('../../node_modules/katex/dist/katex.css'));
const ours = rules(read('../../src/marks/katex.css'));

const lines = [
  ...Object.values(golden).flatMap((equations) => Object.values(equations as object) as string[]),
  ...CELLS.flatMap((cell) =>
    cell.states.flatMap(
      (state) => jacobianLine(cell, state)?.map(({ latex }) => part(latex)) ?? [],
    ),
  ),
];
const html = lines.map((line) => katex.renderToString(line, { trust: false })).join('');

it('styles every class that an equation of ours carries as KaTeX does', () => {
  const elements = [...html.matchAll(/class="([^"]*)"/g)].map(([, names]) => names.split(/\s+/));
  const occurs = (compound: string) => {
    const names = [...compound.matchAll(/(?<!:not\()\.([\w-]+)/g)].map(([, name]) => name);
    const [tag] = /^[a-z]*/.exec(compound)!;
    if (tag && !html.includes(`<${tag}`)) return false;
    return elements.some((element) => names.every((name) => element.includes(name)));
  };
  const isUsed = (selector: string) => selector.includes('.') && selector.split(' ').every(occurs);
  const expected = [...original].filter(([selector]) => isUsed(selector));
  expect(expected.length).toBeGreaterThan(20);
  for (const [selector, declarations] of expected) {
    for (const declaration of declarations) {
      expect(ours.get(selector) ?? [], selector).toContain(declaration);
    }
  }
});

it('needs no font but the two that come with it', () => {
  const bundled = [...read('../../src/marks/katex.css').matchAll(/KaTeX_\w+-\w+\.woff2/g)];
  expect(bundled.map(([name]) => name)).toEqual([
    'KaTeX_Main-Regular.woff2',
    'KaTeX_Math-Italic.woff2',
  ]);
  expect(html).not.toMatch(/class="[^"]*\b(mathbf|mathit|mathbb|delimsizing|small-op|large-op)\b/);
});

/** Selectors with their declarations; of alternatives in one list, each by itself. */
function rules(css: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@font-face\s*{[^}]*}/g, '');
  for (const [, selectors, body] of bare.matchAll(/([^{}]+){([^{}]*)}/g)) {
    const declarations = body.split(';').map(normal).filter(isPlain);
    for (const selector of selectors.split(',').map(normal)) {
      found.set(selector, [...(found.get(selector) ?? []), ...declarations]);
    }
  }
  return found;
}

function normal(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replaceAll(' , ', ', ');
}

/** Prefixed properties are for browsers that the page is not built for. */
function isPlain(declaration: string): boolean {
  return declaration !== '' && !/(^|: )-(webkit|moz|ms)-/.test(declaration);
}
