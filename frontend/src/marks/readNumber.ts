import { words } from '../words/words.svelte';

/** What was typed: a number, or how to say of what it is to be that it is none that can be used. */
export type Typed = { readonly value: number } | { readonly complain: (what: string) => string };

/** Read a number that a person typed; a comma or a true minus will do as well. */
export function readNumber(text: string, min: number, max: number): Typed {
  const got = text.trim();
  const tidy = got.replace('−', '-').replace(',', '.');
  const value = tidy === '' ? NaN : Number(tidy);
  if (Number.isFinite(value) && value >= min && value <= max) return { value };
  return { complain: (what) => words.input.expectedNumber(what, min, max, got) };
}

/** Read a whole number that a person typed. */
export function readWhole(text: string, min: number, max: number): Typed {
  const typed = readNumber(text, min, max);
  if ('complain' in typed || Number.isInteger(typed.value)) return typed;
  return { complain: (what) => words.input.expectedWhole(what, text.trim()) };
}
