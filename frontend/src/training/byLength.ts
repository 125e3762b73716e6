/** Things that have a length, those of one length together. */
export function byLength<T>(
  all: readonly T[],
  lengthOf: (one: T) => number,
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const one of all) {
    const length = lengthOf(one);
    if (!groups.has(length)) groups.set(length, []);
    groups.get(length)!.push(one);
  }
  return groups;
}
