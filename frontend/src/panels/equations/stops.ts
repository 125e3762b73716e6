import type { Equation } from '../../cells/equations';

/** For each line, the nodes that no line before it has: where the keyboard stops, once for each. */
export function stopsOf(lines: readonly Equation[]): readonly (readonly string[])[] {
  const known = new Set<string>();
  return lines.map(({ pieces }) => {
    const nodes = pieces.flatMap(({ node }) => (node && !known.has(node) ? [node] : []));
    nodes.forEach((node) => known.add(node));
    return [...new Set(nodes)];
  });
}
