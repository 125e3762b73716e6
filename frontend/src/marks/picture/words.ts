import { filled, paintOf } from './paint';
import type { Shape } from './shape';

/** Where a line's text is held, in shares of its width: another face may be wider. */
const HOLDS = { start: 0, middle: 0.5, end: 1 } as const;
type Anchor = keyof typeof HOLDS;
const ANCHORS: Readonly<Record<string, Anchor>> = { center: 'middle', right: 'end', end: 'end' };

let scratch: CanvasRenderingContext2D | null = null;

interface Line {
  readonly text: string;
  readonly box: DOMRect;
}

/** A text of the page, line by line as the browser has broken it. */
export function words(node: Text, style: CSSStyleDeclaration, origin: DOMRect): readonly Shape[] {
  const paint = paintOf(style.color);
  if (!paint || node.data.trim() === '') return [];
  const anchor: Anchor = ANCHORS[style.textAlign] ?? 'start';
  return linesOf(node).map(({ text, box }) => ({
    tag: 'text',
    attributes: {
      x: box.left + box.width * HOLDS[anchor] - origin.left,
      y: box.top + box.height * ascent(style) - origin.top,
      ...filled(paint),
      ...(anchor === 'start' ? {} : { 'text-anchor': anchor }),
      // As wide as on the page, where another face or size would be wider.
      ...(text.length > 1 ? { textLength: box.width } : {}),
      ...fontOf(style),
    },
    children: [text],
  }));
}

/** A heading in other words than the page's, and the box that they take. */
export function heading(
  element: Element,
  text: string,
  style: CSSStyleDeclaration,
  origin: DOMRect,
): { readonly box: DOMRect; readonly shape: Shape } {
  const { left, top, height } = element.getBoundingClientRect();
  const { up, down, width } = measured(style, text);
  const attributes = {
    x: left - origin.left,
    y: top + (height - up - down) / 2 + up - origin.top,
    textLength: width,
    fill: paintOf(style.color)?.colour ?? 'none',
    ...fontOf(style),
  };
  const shape = { tag: 'text', attributes, children: [text] };
  return { box: new DOMRect(left, top, width, height), shape };
}

function fontOf({ fontFamily, fontSize, fontStyle, fontWeight }: CSSStyleDeclaration) {
  return {
    'font-family': fontFamily,
    'font-size': fontSize.replace('px', ''),
    ...(fontWeight === '400' ? {} : { 'font-weight': fontWeight }),
    ...(fontStyle === 'normal' ? {} : { 'font-style': fontStyle }),
  };
}

/** How far the baseline is below the top of a line's box, in shares of its height. */
function ascent(style: CSSStyleDeclaration): number {
  const { up, down } = measured(style, 'x');
  return up / (up + down);
}

function measured(style: CSSStyleDeclaration, text: string) {
  const { fontStyle, fontWeight, fontSize, fontFamily } = style;
  scratch ??= document.createElement('canvas').getContext('2d');
  if (!scratch) throw new Error('The browser lends no canvas to measure text on.');
  scratch.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = scratch.measureText(text);
  return { width, up: fontBoundingBoxAscent, down: fontBoundingBoxDescent };
}

/** Characters that stand on one line make one text. */
function linesOf(node: Text): readonly Line[] {
  const range = document.createRange();
  range.setStart(node, node.data.search(/\S/));
  range.setEnd(node, node.data.trimEnd().length);
  const tops = [...range.getClientRects()];
  if (tops.length === 1) return [{ text: tidy(node.data), box: tops[0] }];
  return tops.map((box) => ({ box, text: tidy(charactersIn(node, range, box)) }));
}

function charactersIn(node: Text, range: Range, box: DOMRect): string {
  return [...node.data]
    .map((_, k) => {
      range.setStart(node, k);
      range.setEnd(node, k + 1);
      const { top, width } = range.getBoundingClientRect();
      return width > 0 && Math.abs(top - box.top) < box.height / 2 ? node.data[k] : '';
    })
    .join('');
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
