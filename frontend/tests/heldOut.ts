/** What the page reads from files before it begins. */
import digits from '$taskdata/digits_held_out.json';
import names from '$taskdata/names_held_out.json';
import { giveHeldOut } from '../src/tasks';

giveHeldOut({ digits, names });
