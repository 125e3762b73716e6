/** The step that a key leads to, or null where it leads nowhere. */
export function stepByKey(key: string, step: number, count: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(step - 1, 0);
    case 'ArrowRight':
      return Math.min(step + 1, count - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
