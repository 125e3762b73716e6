/** Whether what is shown is to jump rather than move: as asked for, or because nobody sees it. */
export function isStill(): boolean {
  if (typeof requestAnimationFrame === 'undefined' || document.hidden) return true;
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
