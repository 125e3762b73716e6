import { boxes } from './boxes';
import { drawingOn } from './canvases';
import { drawing } from './drawing';
import type { Shape } from './shape';
import { heading, words } from './words';

/** What a picture leaves out: controls. Its heading says what is chosen with them. */
const CONTROLS = 'button, fieldset, input, select, textarea, details, [role=alert]';

/** Where a picture is taken of, and how far what is in it reaches. */
export interface Scene {
  /** The place on the screen that is (0, 0) in the picture. */
  readonly origin: DOMRect;
  /** The heading, whatever the page's says. */
  readonly title: string;
  readonly include: (box: DOMRect) => void;
}

/** A node of the page, and all in it, as shapes. */
export function shapesOf(node: Node, scene: Scene): readonly Shape[] {
  if (node instanceof Text) return textShapes(node, scene);
  if (!(node instanceof Element) || node.matches(CONTROLS)) return [];
  const style = getComputedStyle(node);
  if (!isSeen(style)) return [];
  if (node instanceof SVGSVGElement) return svgShapes(node, scene);
  if (node instanceof HTMLHeadingElement) return headingShapes(node, style, scene);
  const shapes = [...boxShapes(node, style, scene), ...inside(node, scene)];
  const { opacity } = style;
  return opacity === '1' ? shapes : [{ tag: 'g', attributes: { opacity }, children: shapes }];
}

/** What is clipped away is for a screen reader. */
function isSeen({ display, visibility, clipPath }: CSSStyleDeclaration): boolean {
  return display !== 'none' && visibility === 'visible' && clipPath !== 'inset(50%)';
}

function inside(element: Element, scene: Scene): readonly Shape[] {
  if (element instanceof HTMLCanvasElement) return canvasShapes(element, scene);
  return inOrder(element).flatMap((child) => shapesOf(child, scene));
}

function boxShapes(element: Element, style: CSSStyleDeclaration, scene: Scene): readonly Shape[] {
  const box = element.getBoundingClientRect();
  const { width, height } = box;
  const shapes = boxes(style, { ...placeOf(box, scene), width, height });
  if (shapes.length) scene.include(box);
  return shapes;
}

function svgShapes(svg: SVGSVGElement, scene: Scene): readonly Shape[] {
  const box = svg.getBoundingClientRect();
  const { x, y } = placeOf(box, scene);
  scene.include(box);
  return [drawing(svg, x, y)];
}

function canvasShapes(canvas: HTMLCanvasElement, scene: Scene): readonly Shape[] {
  const shape = drawingOn(canvas);
  if (!shape) return [];
  const box = canvas.getBoundingClientRect();
  const { x, y } = placeOf(box, scene);
  scene.include(box);
  return [{ tag: 'g', attributes: { transform: `translate(${x} ${y})` }, children: [shape] }];
}

function textShapes(node: Text, { origin, include }: Scene): readonly Shape[] {
  const shapes = words(node, getComputedStyle(node.parentElement!), origin);
  const range = document.createRange();
  range.selectNodeContents(node);
  if (shapes.length) include(range.getBoundingClientRect());
  return shapes;
}

function headingShapes(
  element: Element,
  style: CSSStyleDeclaration,
  { origin, title, include }: Scene,
): readonly Shape[] {
  const { box, shape } = heading(element, title, style, origin);
  include(box);
  return [shape];
}

function placeOf(box: DOMRect, { origin }: Scene): { readonly x: number; readonly y: number } {
  return { x: box.left - origin.left, y: box.top - origin.top };
}

/** Children as they lie on each other. */
function inOrder(element: Element): readonly Node[] {
  return [...element.childNodes]
    .map((node) => ({ node, level: levelOf(node) }))
    .sort((a, b) => a.level - b.level)
    .map(({ node }) => node);
}

function levelOf(node: Node): number {
  if (!(node instanceof Element)) return 0;
  return Number.parseInt(getComputedStyle(node).zIndex, 10) || 0;
}
