import { paintOf } from './paint';
import { markup, type Shape } from './shape';
import { shapesOf } from './shapesOf';

const MARGIN = 12;
/** Which of a face's forms the page takes: SVG has no attributes for them. */
const SHAPED = ['font-feature-settings', 'font-variant-numeric'];

/** A figure of the page as SVG that stands on its own: what it shows now, in its colours. */
export function pictureOf(figure: HTMLElement, title: string): string {
  return unscrolled(figure, () => markup(whole(figure, title)));
}

/** What is scrolled sideways is taken from its start, and back before it could be seen. */
function unscrolled<T>(figure: HTMLElement, take: () => T): T {
  const scrolled = [...figure.querySelectorAll('*')]
    .map((element) => ({ element, left: element.scrollLeft }))
    .filter(({ left }) => left !== 0);
  scrolled.forEach(({ element }) => (element.scrollLeft = 0));
  try {
    return take();
  } finally {
    scrolled.forEach(({ element, left }) => (element.scrollLeft = left));
  }
}

function whole(figure: HTMLElement, title: string): Shape {
  const origin = figure.getBoundingClientRect();
  const boxes: DOMRect[] = [];
  const scene = { origin, title, include: (box: DOMRect) => boxes.push(box) };
  const shapes = [...figure.childNodes].flatMap((child) => shapesOf(child, scene));
  const frame = around(boxes, origin);
  const page = getComputedStyle(document.body);
  const { x, y, width, height } = frame;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `${x} ${y} ${width} ${height}`,
    width,
    height,
    'font-family': page.fontFamily,
    style: SHAPED.map((name) => `${name}: ${page.getPropertyValue(name)}`).join('; '),
  };
  const ground = { ...frame, fill: paintOf(page.backgroundColor)?.colour ?? 'none' };
  const children = [
    { tag: 'title', children: [title] },
    { tag: 'rect', attributes: ground },
    ...shapes,
  ];
  return { tag: 'svg', attributes, children };
}

/** The frame, in whole pixels, of all that is in a picture. */
function around(boxes: readonly DOMRect[], origin: DOMRect) {
  const seen = boxes.filter(({ width, height }) => width > 0 && height > 0);
  const least = (of: (box: DOMRect) => number) => Math.floor(seen.map(of).reduce(min) - MARGIN);
  const most = (of: (box: DOMRect) => number) => Math.ceil(seen.map(of).reduce(max) + MARGIN);
  const x = least(({ left }) => left - origin.left);
  const y = least(({ top }) => top - origin.top);
  const width = most(({ right }) => right - origin.left) - x;
  const height = most(({ bottom }) => bottom - origin.top) - y;
  return { x, y, width, height };
}

const min = (a: number, b: number) => Math.min(a, b);
const max = (a: number, b: number) => Math.max(a, b);
