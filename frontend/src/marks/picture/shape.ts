/** An element of a picture, in SVG's own names. */
export interface Shape {
  readonly tag: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly children?: readonly (Shape | string)[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A shape as text. */
export function markup({ tag, attributes = {}, children = [] }: Shape): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${say(value)}"`);
  const inside = children.map((child) => (typeof child === 'string' ? say(child) : markup(child)));
  const open = `<${tag}${written.join('')}`;
  return inside.length ? `${open}>${inside.join('')}</${tag}>` : `${open}/>`;
}

function say(value: string | number): string {
  const text = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
}
