import { words } from '../../words/words.svelte';

/** One network's numbers over the seeds; `null` in a number's place: it was not reached. */
export type Seeds = readonly (number | null)[];

/** Middle and ends over the seeds; infinite where a seed did not get there at all. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly seeds: number;
  /** How many seeds did not get there. */
  readonly missed: number;
}

export type Better = 'lower' | 'higher';
export type Winner = 'first' | 'second' | null;

export function spread(values: Seeds): Spread {
  const numbers = values.map((value) => value ?? Infinity);
  return {
    median: median(numbers),
    low: Math.min(...numbers),
    high: Math.max(...numbers),
    seeds: values.length,
    missed: values.filter((value) => value === null).length,
  };
}

/** The middle one, or the mean of the two in the middle. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}

/** Which of two is better on every seed; null where the ranges overlap or touch. */
export function winner(first: Spread, second: Spread, better: Better): Winner {
  const [low, high] = better === 'lower' ? [first, second] : [second, first];
  if (low.high < high.low) return 'first';
  if (high.high < low.low) return 'second';
  return null;
}

/** What a measurement says of a claim, in words; `agrees` is null where it decides nothing. */
export interface Verdict {
  readonly text: string;
  readonly agrees: boolean | null;
}

/** What was claimed: one of the two is better, or neither. */
export interface Claim {
  readonly winner: Winner;
  /** What the better one is, as a sentence says it: "has the lower error". */
  readonly merit: string;
}

/** A verdict on a claim; `titles` are the names of the two. */
export function verdict(
  measured: Winner,
  claim: Claim,
  titles: readonly [string, string],
): Verdict {
  const texts = words.measured;
  if (measured === null) {
    return { text: texts.noDifference, agrees: claim.winner === null ? true : null };
  }
  const agrees = measured === claim.winner;
  const title = titles[measured === 'first' ? 0 : 1];
  const text = agrees ? texts.asClaimed : texts.notAsClaimed;
  return { text: texts.judged(title, claim.merit, text), agrees };
}
