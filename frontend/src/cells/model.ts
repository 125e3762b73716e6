import { WeightsError } from './errors';
import { OUTPUT, parseCell, type Cell } from './graph';
import { checkActivation, randomReadout, readOut, type Readout } from './readout';
import type { TrainingRecord } from './record';
import type { Safetensors } from './safetensors';
import { makeWeights, randomWeights, sizeOf, type RandomOptions, type Weights } from './weights';

/** x the cell sees = (x of the task − offset) · scale, for each channel. */
export interface Encoding {
  readonly offset: Float64Array;
  readonly scale: Float64Array;
}

/** A network for a task. `record` is null for one that was not trained. */
export interface Model {
  readonly task: string;
  readonly weights: Weights;
  readonly encoding: Encoding;
  readonly readout: Readout;
  readonly record: TrainingRecord | null;
}

const FORMAT = 1;
const WEIGHTS_FORMAT = 'gatescope-weights 1';

/** The JSON beside a model's weights. */
interface ModelDocument {
  readonly format: number;
  readonly task: string;
  readonly cell: string;
  readonly hidden_size: number;
  readonly encoding: { readonly offset: readonly number[]; readonly scale: readonly number[] };
  readonly readout: Pick<Readout, 'activation' | 'offset' | 'scale'>;
  readonly record: TrainingRecord;
}

/**
 * A model from its two files.
 *
 * @throws WeightsError the files are of another format, or do not belong together.
 */
export function parseModel(file: Safetensors, json: unknown): Model {
  const document = json as ModelDocument;
  expect('the format of a model', FORMAT, document?.format);
  expect('the format of its weights', WEIGHTS_FORMAT, file.metadata.format);
  const weights = makeWeights(readCell(file), file.tensors);
  expect('the cell of the weights', document.cell, weights.cell.name);
  expect('the hidden size', document.hidden_size, weights.hiddenSize);
  const encoding = {
    offset: Float64Array.from(document.encoding.offset),
    scale: Float64Array.from(document.encoding.scale),
  };
  expect("the encoding's channels", weights.inputSize, encoding.offset.length);
  expect("the encoding's channels", weights.inputSize, encoding.scale.length);
  const readout = readReadout(file, document, sizeOf(weights, OUTPUT));
  return { task: document.task, weights, encoding, readout, record: document.record };
}

/** An untrained network for a model's task, of any cell and size. */
export function randomModel(
  like: Model,
  cell: Cell,
  options: Omit<RandomOptions, 'inputSize'>,
): Model {
  const { inputSize } = like.weights;
  return {
    ...like,
    weights: randomWeights(cell, { ...options, inputSize }),
    readout: randomReadout(like.readout, options),
    record: null,
  };
}

/** What the cell sees of a task's sequence; both (…, input). */
export function encode({ encoding: { offset, scale } }: Model, x: Float64Array): Float64Array {
  return x.map((v, k) => (v - offset[k % offset.length]) * scale[k % scale.length]);
}

/** The network's output (…, output) from hidden values (…, unit), in the task's units. */
export function output({ readout, weights }: Model, h: Float64Array): Float64Array {
  return readOut(readout, h, sizeOf(weights, OUTPUT));
}

function readCell({ metadata }: Safetensors): Cell {
  try {
    return parseCell(JSON.parse(metadata.cell));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new WeightsError('Expected weights with their cell as JSON, got none. Save them again.');
  }
}

function readReadout({ tensors }: Safetensors, json: ModelDocument, size: number): Readout {
  const [weight, bias] = [tensors['readout.weight'], tensors['readout.bias']];
  const outputs = bias?.data.length ?? 0;
  expect('the shape of "readout.weight"', `${outputs},${size}`, weight?.shape.join());
  checkActivation(json.readout.activation);
  return { ...json.readout, weight: weight.data, bias: bias.data };
}

function expect(what: string, expected: unknown, came: unknown): void {
  if (came === expected) return;
  throw new WeightsError(
    `Expected ${what} to be ${expected}, got ${came}. Use the two files of one model together.`,
  );
}
