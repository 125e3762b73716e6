/**
 * Every error that these rooms raise on purpose. A message says what was expected, what came, and
 * what to do, in that order, so that a page can show it as it is.
 *
 *     GatescopeError
 *     ├── CellError      a cell's graph is malformed
 *     ├── WeightsError   parameters, or a model's file, do not fit
 *     ├── InputError     a sequence, an initial state or a gradient does not fit
 *     ├── EditError      an edit names what the layer does not have
 *     └── LinkError      a piece of a link cannot be read
 */
export class GatescopeError extends Error {
  override readonly name: string = 'GatescopeError';
}

export class CellError extends GatescopeError {
  override readonly name = 'CellError';
}

export class WeightsError extends GatescopeError {
  override readonly name = 'WeightsError';
}

export class InputError extends GatescopeError {
  override readonly name = 'InputError';
}

export class EditError extends GatescopeError {
  override readonly name = 'EditError';
}

export class LinkError extends GatescopeError {
  override readonly name = 'LinkError';
}
