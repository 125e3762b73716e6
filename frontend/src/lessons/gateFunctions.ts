import type { Role } from '../cells/graph';
import type { SideKey } from '../state/side.svelte';
import { words } from '../words/words.svelte';
import type { ExperimentId } from './experiments';
import { told } from './told';

/** What a gate does: the one sentence to keep, then what makes it so. */
export interface GateFunction {
  readonly title: string;
  readonly gist: string;
  readonly text: string;
  readonly side: SideKey;
  readonly role: Role;
  readonly experiment: ExperimentId;
}

/** Each gate has the experiment of its name. */
const explained = (side: SideKey, role: keyof typeof words.lessons.functions): GateFunction =>
  told({ side, role, experiment: role }, () => words.lessons.functions[role]);

export const GATE_FUNCTIONS: readonly GateFunction[] = [
  explained('lstm', 'forget'),
  explained('lstm', 'input'),
  explained('lstm', 'output'),
  explained('gru', 'update'),
  explained('gru', 'reset'),
];
