import { comparison } from './comparison';
import { equations } from './equations';
import { functions } from './functions';
import { innovations } from './innovations';
import { introduction } from './introduction';
import { takeaways } from './takeaways';

/** The article: what is told beside the figures. */
export const lessons = { comparison, equations, functions, innovations, introduction, takeaways };
