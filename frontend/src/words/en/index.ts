import { arithmetic } from './arithmetic';
import { article } from './article';
import { cells } from './cells';
import { configuration } from './configuration';
import { diagram } from './diagram';
import { equations } from './equations';
import { experiment } from './experiment';
import { experiments } from './experiments';
import { gradient } from './gradient';
import { input } from './input';
import { lessons } from './lessons';
import { link } from './link';
import { manipulation } from './manipulation';
import { measured } from './measured';
import { page } from './page';
import { parts } from './parts';
import { saving } from './saving';
import { stack } from './stack';
import { tasks } from './tasks';
import { training } from './training';
import { transport } from './transport';

/**
 * Every text of the page in English, room by room. The other languages have the same type, so that
 * the compiler finds what they lack.
 */
export const en = {
  arithmetic,
  article,
  cells,
  configuration,
  diagram,
  equations,
  experiment,
  experiments,
  gradient,
  input,
  lessons,
  link,
  manipulation,
  measured,
  page,
  parts,
  saving,
  stack,
  tasks,
  training,
  transport,
};
