import type { AnswerOf } from './answerArithmetic';
import type { Run } from './forward';
import { isInput, node, parametersOf, type Node } from './graph';
import { isFunction } from './operations';
import { sizeOf } from './weights';

/** One number of a run: a node, its step, its unit (of the input: its channel). Counted from 0. */
export interface Place {
  readonly node: string;
  readonly step: number;
  readonly unit: number;
}

/** A number in a term: a node's, which opens in turn, a parameter's, or a constant. */
export type Factor =
  | { readonly kind: 'node'; readonly place: Place; readonly value: number }
  | { readonly kind: 'parameter'; readonly name: string; readonly value: number }
  | { readonly kind: 'constant'; readonly value: number };

/** A product of numbers. */
export interface Term {
  readonly factors: readonly Factor[];
  readonly value: number;
}

/**
 * Where one number came from: value = function(sum of terms), then its edits. A number that nothing
 * computed, an input or a state at the start, has no terms.
 */
export interface Arithmetic {
  readonly place: Place;
  readonly value: number;
  /** The nonlinearity around the sum, by its operation, or null. */
  readonly around: string | null;
  /** Those of the place's own operation. */
  readonly constants: readonly number[];
  readonly terms: readonly Term[];
  /** What the terms add up to. */
  readonly sum: number;
  /** v' = a·v + b, where the value was edited. */
  readonly edit: { readonly a: number; readonly b: number; readonly raw: number } | null;
  /** Of the network's output alone: what follows the sum. */
  readonly answer?: AnswerOf;
}

/** The arithmetic behind one number, derived from the graph alone. */
export function arithmetic(run: Run, asked: Place): Arithmetic {
  const place = origin(run, asked);
  const { cell } = run.weights;
  const { id, operation, arguments: args, constants = [] } = node(cell, place.node);
  const value = valueAt(run, place);
  const leaf = { place, value, around: null, constants, terms: [], sum: value, edit: null };
  if (isStart(run, place) || isInput(cell, id)) return leaf;
  const isAround = isFunction(operation);
  const inside = isAround ? { ...place, node: args[0] } : place;
  const terms = isAround ? termsInside(run, inside) : termsOf(run, place);
  const sum = isAround ? valueAt(run, inside) : rawAt(run, place);
  return {
    place,
    value,
    around: isAround ? operation : null,
    constants,
    terms,
    sum,
    edit: editAt(run, place),
  };
}

/** A state before a step is the state after the step before: the same number, in the same place. */
export function origin(run: Run, place: Place): Place {
  const { operation, label } = node(run.weights.cell, place.node);
  if (operation !== 'previous' || place.step === 0) return place;
  return { node: label!, step: place.step - 1, unit: place.unit };
}

/** Whether a place is a state at the start, which nothing computed. */
export function isStart({ weights: { cell } }: Run, place: Place): boolean {
  return node(cell, place.node).operation === 'previous' && place.step === 0;
}

export function valueAt(run: Run, { node: id, step, unit }: Place): number {
  return run.values[id][step * sizeOf(run.weights, id) + unit];
}

/** The value before its edits. */
function rawAt(run: Run, place: Place): number {
  const raw = run.raw[place.node];
  return raw ? raw[place.step * sizeOf(run.weights, place.node) + place.unit] : valueAt(run, place);
}

function editAt(run: Run, place: Place): Arithmetic['edit'] {
  const edit = run.coefficients[place.node];
  if (!edit) return null;
  const k = place.step * sizeOf(run.weights, place.node) + place.unit;
  const [a, b] = [edit.a[k], edit.b[k]];
  return a === 1 && b === 0 ? null : { a, b, raw: rawAt(run, place) };
}

/** What stands in another's sum with its own terms. */
const SPREAD: readonly string[] = ['affine', 'diagonal', 'projection', 'add', 'multiply', 'offset'];

/** The terms of a node inside another's line; one that was edited or has a name opens by itself. */
function termsInside(run: Run, place: Place): readonly Term[] {
  const { cell } = run.weights;
  const isPlain = !cell.values.includes(place.node) && !run.coefficients[place.node];
  const { operation } = node(cell, place.node);
  return isPlain && SPREAD.includes(operation)
    ? termsOf(run, place)
    : [product([nodeFactor(run, place)])];
}

/** The terms that add up to a node's value before its edits. */
function termsOf(run: Run, place: Place): readonly Term[] {
  const row = node(run.weights.cell, place.node);
  const at = (id: string): Place => ({ ...place, node: id });
  switch (row.operation) {
    case 'affine':
      return [...productTerms(run, row, place), biasTerm(run, row, place)];
    case 'projection':
      return productTerms(run, row, place);
    case 'diagonal':
      return [diagonalTerm(run, row, place)];
    case 'scale':
      return [product([...row.constants!.map(constant), nodeFactor(run, at(row.arguments[0]))])];
    case 'offset':
      return [
        ...termsInside(run, at(row.arguments[0])),
        ...row.constants!.map((beta) => product([constant(beta)])),
      ];
    case 'add':
      return row.arguments.flatMap((id) => termsInside(run, at(id)));
    case 'multiply':
      return [product(row.arguments.map((id) => nodeFactor(run, at(id))))];
    case 'one_minus':
      return [
        product([constant(1)]),
        product([constant(-1), nodeFactor(run, at(row.arguments[0]))]),
      ];
    default:
      return [product([nodeFactor(run, place)])];
  }
}

/** Each product of a weight and a number. */
function productTerms(run: Run, { label, roles, arguments: args }: Node, place: Place) {
  const { parameters } = run.weights;
  return roles!.flatMap((role, k) => {
    const [name, size] = [`${label}.${role}`, sizeOf(run.weights, args[k])];
    return Array.from({ length: size }, (_, unit) => {
      const value = parameters[name][place.unit * size + unit];
      const factor = nodeFactor(run, { node: args[k], step: place.step, unit });
      return product([{ kind: 'parameter', name, value }, factor]);
    });
  });
}

function biasTerm(run: Run, { label }: Node, place: Place): Term {
  const name = `${label}.b`;
  const value = run.weights.parameters[name][place.unit];
  return product([{ kind: 'parameter', name, value }]);
}

/** The unit's own weight, times the number that it weighs. */
function diagonalTerm(run: Run, row: Node, place: Place): Term {
  const [name] = parametersOf(row);
  const value = run.weights.parameters[name][place.unit];
  const factor = nodeFactor(run, { ...place, node: row.arguments[0] });
  return product([{ kind: 'parameter', name, value }, factor]);
}

export function nodeFactor(run: Run, place: Place): Factor {
  return { kind: 'node', place: origin(run, place), value: valueAt(run, place) };
}

function constant(value: number): Factor {
  return { kind: 'constant', value };
}

export function product(factors: readonly Factor[]): Term {
  return { factors, value: factors.reduce((so, { value }) => so * value, 1) };
}
