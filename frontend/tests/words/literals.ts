import { parse, type AST } from 'svelte/compiler';

/** Names, and signs that stand for themselves, in every language. */
const PROPER = new Set([
  'gatescope',
  'Esc',
  'SVG',
  'PNG',
  'CSV',
  'LSTM',
  'GRU',
  'RNN',
  'x',
  'h',
  'σ',
]);

/** What a person reads or hears, of the attributes and properties of components and elements. */
const READ =
  /^(aria-(label|valuetext|roledescription|description)|alt|placeholder|title|label|name|hint|caption|words|of|none|description)$/;

/** What an attribute of such a name says that is not for a person. */
const NOT_READ: Readonly<Record<string, readonly string[]>> = {
  name: ['Icon', 'Part', 'input', 'slot'],
};

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly [key: string]: unknown;
}

/** The texts in the markup of a component that no catalogue has: `Remove step`. */
export function literals(source: string): readonly string[] {
  const found: string[] = [];
  walk((parse(source, { modern: true }) as AST.Root).fragment as unknown as Node, [], found);
  return found.map((text) => text.trim().replace(/\s+/g, ' ')).filter(isWritten);
}

/** Whether a text has a word in it that a person would have to translate, or a sentence's signs. */
function isWritten(text: string): boolean {
  if (/[,;:!?]|\.$/.test(text)) return true;
  return (text.match(/\p{L}+/gu) ?? []).some((word) => !PROPER.has(word));
}

function walk(node: Node, above: readonly Node[], found: string[]): void {
  if (node.type === 'Text' && !above.some(isAttribute)) found.push(String(node.data));
  if (node.type === 'Attribute' && isRead(node, above.at(-1))) found.push(...textsOf(node.value));
  if (node.type === 'ExpressionTag' && !above.some(isAttribute)) found.push(...textsOf(node));
  for (const child of childrenOf(node)) walk(child, [...above, node], found);
}

function isAttribute({ type }: Node): boolean {
  return /^(Attribute|StyleDirective|ClassDirective)$/.test(type);
}

function isRead({ name }: Node, of: Node | undefined): boolean {
  return READ.test(name!) && !NOT_READ[name!]?.includes(of?.name ?? '');
}

/** The literal parts of a value: of a text, of what an expression may give, of a template. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  switch (node.type) {
    case 'Text':
      return [String(node.data)];
    case 'ExpressionTag':
      return textsOf(node.expression);
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return (node.quasis as { value: { cooked: string } }[]).map(
        ({ value: { cooked } }) => cooked,
      );
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(textsOf);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.operator === '===' || node.operator === '!=='
        ? []
        : [node.left, node.right].flatMap(textsOf);
    default:
      return [];
  }
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flat()
    .filter(
      (child): child is Node => typeof child === 'object' && child !== null && 'type' in child,
    );
}
