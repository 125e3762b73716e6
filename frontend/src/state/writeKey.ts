import { words } from '../words/words.svelte';

/** How a key is written, where its name is not what stands on it. */
const WRITTEN: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};

export function writeKey(key: string): string {
  return key === ' ' ? words.page.keys.space : (WRITTEN[key] ?? key);
}
