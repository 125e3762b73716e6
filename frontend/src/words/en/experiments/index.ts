import { gates } from './gates';
import { innovations } from './innovations';
import { takeaways } from './takeaways';

/** What the experiments ask, offer and explain, by their names. */
export const experiments = { ...innovations, ...gates, ...takeaways };
