import { isGate, isSource, node, word, type Cell } from '../../cells/graph';

/** The stages of slow motion, which all cells share. */
export const STAGES = { inputs: 0, gates: 1, candidate: 2, memory: 3, output: 4 } as const;

/** The stage in which a node is reached. */
export function stageOf(cell: Cell, id: string): number {
  if (isSource(cell, id)) return STAGES.inputs;
  const owner = ownerOf(cell, id);
  if (cell.values.includes(owner) && isGate(cell, owner)) return STAGES.gates;
  const { role } = word(cell, owner);
  if (role === 'candidate') return STAGES.candidate;
  // Where a state of its own holds the memory, the hidden state is only what is shown of it.
  const holds = cell.states.some((state) => word(cell, state).role === 'cell');
  return role === 'hidden' && holds ? STAGES.output : STAGES.memory;
}

/** The value that an unnamed node or a pre-activation belongs to: `n.1` and `n_pre` to `n`. */
function ownerOf(cell: Cell, id: string): string {
  const { operation, label } = node(cell, id);
  if (operation === 'affine') return label!;
  return id.replace(/_pre$|\.\d+$/, '');
}
