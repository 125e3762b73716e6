/** A value's letter, to be set in the math face. */
export interface Letter {
  readonly plain: string;
  /** The tilde above it, as a path from the start of the baseline, in shares of the size; the face
   * has none to combine, and another's would lie anywhere. */
  readonly tilde: string | null;
}

/** A letter from its LaTeX, with or without a tilde. */
export function parseLetter(latex: string): Letter {
  const found = /^\\tilde\{(.)\}$/.exec(latex);
  if (!found) return { plain: latex, tilde: null };
  const plain = found[1];
  const isCapital = plain !== plain.toLowerCase();
  // Where the middle and the top of such a letter of the face are.
  const [middle, top] = isCapital ? [0.45, 0.8] : [0.34, 0.82];
  return { plain, tilde: `M${middle - 0.2},${-top}q0.09,-0.13 0.2,-0.05t0.2,-0.05` };
}
