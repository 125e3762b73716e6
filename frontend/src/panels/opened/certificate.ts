import { powerOfTen } from '../../marks/small';
import type { Certificate } from '../../opened/document';
import { words } from '../../opened/words';

/** A certificate in words, and whether it says that the run is not the layer's own. */
export function sayCertificate(certificate: Certificate | null): {
  readonly words: string;
  readonly isBroken: boolean;
} {
  const { checked, holds, tolerance, differences } = certificate ?? {};
  if (!certificate || tolerance === undefined) {
    return { words: words.choice.uncertified, isBroken: false };
  }
  if (checked === false) return { words: words.choice.unchecked, isBroken: false };
  const largest = Math.max(0, ...Object.values(differences ?? {}));
  const said = [saySize(largest), saySize(tolerance)] as const;
  const isBroken = holds === false;
  return { words: isBroken ? words.choice.broken(...said) : words.choice.held(...said), isBroken };
}

/** `2.4 × 10⁻⁷`, however large it is; 0 for none. */
export function saySize(value: number): string {
  if (value === 0) return '0';
  const [digits, exponent] = value.toExponential(1).split('e').map(Number);
  if (exponent >= -2 && exponent < 3) return String(Number(value.toPrecision(2)));
  return digits === 1 ? powerOfTen(exponent) : `${digits.toFixed(1)} × ${powerOfTen(exponent)}`;
}
