/** Values to be ignored, in turn. */
const OTHERS = [0.3, -0.5, 0.9, -0.2, -0.8, 0.6, 0.1, -0.7];

/** A store of 0.8, so many values to ignore, and a recall: as `rows` of a link. */
export function held(count: number): string {
  const others = Array.from({ length: count }, (_, k) => `${OTHERS[k % OTHERS.length]},0,0`);
  return ['0.8,1,0', ...others, '0.2,0,1'].join(';');
}
