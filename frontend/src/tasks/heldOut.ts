/** Sequences that no training saw, where they are data: they come as files, beside the models. */
import { GatescopeError } from '../cells/errors';

/** Handwritten digits: of each image its rows of pixels, one letter a pixel, a = 0. */
export interface Images {
  readonly images: readonly string[];
  readonly labels: readonly number[];
}

/** Given names, with a space between them. */
export interface Names {
  readonly names: string;
}

/** By the task's name. */
export interface HeldOut {
  readonly digits: Images;
  readonly names: Names;
}

let files: HeldOut | null = null;

/** To be called where the files have been read, in the page and in the worker that trains. */
export function giveHeldOut(read: HeldOut): void {
  files = read;
}

/** The files; they must have been given. */
export function heldOut(): HeldOut {
  if (files) return files;
  throw new GatescopeError('Expected what was held out from training to be read by now.');
}
