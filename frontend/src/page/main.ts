import './fonts.css';
import './theme.css';
import './base.css';
import './print.css';
import { mount } from 'svelte';
import { takeToken } from '../opened/token';
import { isInlined } from './files';
import Page from './Page.svelte';
import { linkedLanguage, use, usualLanguage } from './language';

const target = document.getElementById('page');
if (!target) throw new Error('index.html has no element with the id "page".');

// In a function: a module that waits itself would be split, and a single file has one script.
void start(target);

async function start(element: HTMLElement): Promise<void> {
  // So that nothing is drawn in one language and then in another. Without its texts it is English.
  await use(linkedLanguage() ?? usualLanguage()).catch(() => undefined);
  const token = isInlined() ? null : takeToken();
  if (token === null) mount(Page, { target: element });
  else await mountOpened(element, token);
}

/** The page of a trace that a server on this machine has opened, which the article has no use for. */
async function mountOpened(element: HTMLElement, token: string): Promise<void> {
  const { default: OpenedPage } = await import('./OpenedPage.svelte');
  mount(OpenedPage, { target: element, props: { token } });
}
