import type { Words } from '../../words.svelte';
import { gates } from './gates';
import { innovations } from './innovations';
import { takeaways } from './takeaways';

export const experiments: Words['experiments'] = { ...innovations, ...gates, ...takeaways };
