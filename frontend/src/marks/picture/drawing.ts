import { useId } from '../id';
import { gradientOf, paintOf } from './paint';
import type { Shape } from './shape';

/** What a child has from its parent, and what it is where nobody says. */
const INHERITED: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-width': '1px',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-dasharray': 'none',
  'shape-rendering': 'auto',
  'text-anchor': 'start',
  'font-family': '',
  'font-size': '',
  'font-style': 'normal',
  'font-weight': '400',
  'letter-spacing': 'normal',
};
const GEOMETRY = ['x', 'y', 'width', 'height', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry'];
const ATTRIBUTES = [...GEOMETRY, 'd', 'dx', 'dy', 'transform', 'viewBox'];

/** An SVG drawing of the page as one that needs no style sheet. */
export function drawing(svg: SVGSVGElement, x: number, y: number): Shape {
  const { width, height } = svg.getBoundingClientRect();
  const own = plain(svg, INHERITED);
  const place = { x, y, width, height, overflow: 'visible' };
  return { ...own, attributes: { ...own.attributes, ...place } };
}

function plain(element: Element, parent: Readonly<Record<string, string>>): Shape {
  if (element.tagName === 'title') return { tag: 'title', children: [element.textContent] };
  if (element.tagName === 'foreignObject') return bands(element);
  const style = getComputedStyle(element);
  const inherited = Object.fromEntries(
    Object.keys(INHERITED).map((name) => [name, style.getPropertyValue(name)]),
  );
  const said = Object.entries(inherited).filter(([name, value]) => value !== parent[name]);
  const attributes = {
    ...Object.fromEntries(ATTRIBUTES.flatMap((name) => own(element, name))),
    ...Object.fromEntries(said.map(([name, value]) => [name, portable(name, value)])),
    ...(style.opacity === '1' ? {} : { opacity: style.opacity }),
  };
  return { tag: element.tagName, attributes, children: inside(element, inherited) };
}

function own(element: Element, name: string): [string, string][] {
  const value = element.getAttribute(name);
  return value === null ? [] : [[name, value]];
}

function inside(element: Element, inherited: Readonly<Record<string, string>>) {
  return [...element.childNodes].flatMap((child): (Shape | string)[] => {
    if (child instanceof Text) return textIn(element, child);
    if (!(child instanceof Element)) return [];
    const { display, visibility } = getComputedStyle(child);
    const isSeen = child.tagName === 'title' || (display !== 'none' && visibility === 'visible');
    return isSeen ? [plain(child, inherited)] : [];
  });
}

/** White space between shapes says nothing. */
function textIn(element: Element, { data }: Text): string[] {
  const isWritten = element.tagName === 'text' || element.tagName === 'tspan';
  return isWritten && data !== '' ? [data.replace(/\s+/g, ' ')] : [];
}

/** Computed values are CSS's; attributes have plain numbers and plain colours. */
function portable(name: string, value: string): string {
  if (name === 'fill' || name === 'stroke') return paintOf(value)?.colour ?? 'none';
  return value.replace(/(\d)px/g, '$1');
}

/** A strip of very many values is a gradient with sharp edges. */
function bands(element: Element): Shape {
  const [colours] = [...element.children].map((e) => getComputedStyle(e).backgroundImage);
  const id = useId('bands');
  const gradient = gradientOf(colours ?? '', id);
  const place = Object.fromEntries(GEOMETRY.flatMap((name) => own(element, name)));
  const area = { tag: 'rect', attributes: { ...place, fill: `url(#${id})` } };
  return { tag: 'g', children: gradient ? [gradient, area] : [] };
}
