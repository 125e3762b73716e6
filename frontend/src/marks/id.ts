let last = 0;

/** A name that no other element of the page has. */
export function useId(what: string): string {
  last += 1;
  return `${what}-${last}`;
}
