import './fonts.css';
import './theme.css';
import './base.css';
import './print.css';
import { mount } from 'svelte';
import Page from './Page.svelte';
import { linkedLanguage, use, usualLanguage } from './language';

const target = document.getElementById('page');
if (!target) throw new Error('index.html has no element with the id "page".');

// So that nothing is drawn in one language and then in another. Without its texts it is English.
await use(linkedLanguage() ?? usualLanguage()).catch(() => undefined);

mount(Page, { target });
