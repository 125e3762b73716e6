import type { Own } from '../own';

/** What the cells' values are called: in English as their documents have it. */
export const cells = {
  own: {} as Own,
};
