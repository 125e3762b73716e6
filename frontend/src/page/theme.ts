import type { Theme } from '../state/view.svelte';

/** What the device asks for. */
export function themeOfDevice(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
