import { cells } from './cells';
import { configuration } from './configuration';
import { page } from './page';
import { parts } from './parts';
import { saving } from './saving';
import { tasks } from './tasks';
import { transport } from './transport';

/**
 * Every text of the page in English, room by room. The other languages have the same type, so that
 * the compiler finds what they lack.
 */
export const en = {
  cells,
  configuration,
  page,
  parts,
  saving,
  tasks,
  transport,
};
