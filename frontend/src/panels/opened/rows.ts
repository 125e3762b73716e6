/** How tall the map of a few units is, and of how many it is as tall as they need. */
const TALL = 132;

/** How tall a unit's row is, in CSS pixels: never less than one, so that none is lost. */
export function rowHeight(units: number): number {
  return Math.min(18, Math.max(1, Math.floor(TALL / units)));
}
