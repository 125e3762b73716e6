/** The nodes that light up for what is pointed at. */
export function litBy(pointed: string | null): ReadonlySet<string> {
  return new Set(pointed === null ? [] : [pointed]);
}
