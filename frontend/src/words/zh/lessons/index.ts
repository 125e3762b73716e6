import type { Words } from '../../words.svelte';
import { comparison } from './comparison';
import { equations } from './equations';
import { functions } from './functions';
import { innovations } from './innovations';
import { introduction } from './introduction';
import { takeaways } from './takeaways';

export const lessons: Words['lessons'] = {
  comparison,
  equations,
  functions,
  innovations,
  introduction,
  takeaways,
};
