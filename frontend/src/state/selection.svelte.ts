import { node, word, type Cell, type Role } from '../cells/graph';
import type { SideKey } from './side.svelte';

/** What is pointed at: a node of one cell, or all that does a kind of work, in one cell or both. */
export type Pointed =
  | { readonly side: SideKey; readonly node: string }
  | { readonly side?: SideKey; readonly roles: readonly Role[] };

/** A range of steps, half open. */
export interface Range {
  readonly start: number;
  readonly stop: number;
}

/** Work that one cell's gate does and several of the other's share. */
const RELATED: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  update: ['update', 'forget', 'input'],
  forget: ['forget', 'update'],
  input: ['input', 'update'],
};

/** The one selection that all panels share. Units and steps count from 0. */
export class Selection {
  units = $state<Record<SideKey, number>>({ lstm: 0, gru: 0 });
  node = $state.raw<{ readonly side: SideKey; readonly node: string } | null>(null);
  pointed = $state.raw<Pointed | null>(null);
  range = $state.raw<Range | null>(null);
  /** The cell that was last looked at: where keys move the unit. */
  side = $state<SideKey>('lstm');

  point(pointed: Pointed | null): void {
    this.pointed = pointed;
  }

  choose(side: SideKey, name: string, unit?: number): void {
    this.side = side;
    this.node = { side, node: name };
    if (unit !== undefined) this.units[side] = unit;
  }

  /** The nodes of a cell that light up for what is pointed at. */
  lit(side: SideKey, cell: Cell, other: Cell): ReadonlySet<string> {
    const { pointed } = this;
    if (!pointed) return NOTHING;
    if ('roles' in pointed) {
      return pointed.side && pointed.side !== side ? NOTHING : withRoles(cell, pointed.roles);
    }
    if (pointed.side === side) return bothEnds(cell, pointed.node);
    const role = roleOf(other, pointed.node);
    return role ? withRoles(cell, RELATED[role] ?? [role]) : NOTHING;
  }
}

const NOTHING: ReadonlySet<string> = new Set();

function withRoles(cell: Cell, roles: readonly Role[]): ReadonlySet<string> {
  return new Set(cell.values.filter((value) => roles.includes(word(cell, value).role)));
}

function roleOf(cell: Cell, id: string): Role | null {
  return cell.values.includes(id) ? word(cell, id).role : null;
}

/** A node, and where it is a state its copy before the step, or after it. */
function bothEnds(cell: Cell, id: string): ReadonlySet<string> {
  const { operation, label } = node(cell, id);
  if (operation === 'previous') return new Set([id, label!]);
  const before = cell.nodes.filter((n) => n.operation === 'previous' && n.label === id);
  return new Set([id, ...before.map((n) => n.id)]);
}
