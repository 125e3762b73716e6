import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  document.fonts.addEventListener('loadingdone', update);
  return () => document.fonts.removeEventListener('loadingdone', update);
});

/** For an effect that writes on a canvas: it runs again when a font has come. */
export function followFonts(): void {
  subscribe();
}
