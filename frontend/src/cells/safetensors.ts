import { WeightsError } from './errors';
import { table, type Table } from './table';
import type { Tensor } from './weights';

export interface Safetensors {
  readonly tensors: Readonly<Table<Tensor>>;
  readonly metadata: Readonly<Table<string>>;
}

const HEADER_START = 8;

interface Kind {
  readonly bytes: number;
  read(view: DataView, offset: number): number;
}

const KINDS = table<Kind>([
  ['F64', { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) }],
  ['F32', { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) }],
]);

/**
 * Reads a safetensors file: the header's length (64 bits, little-endian), the header (JSON), the
 * numbers.
 *
 * @throws WeightsError the file is truncated, is no safetensors, or holds another kind of number.
 */
export function parse(buffer: ArrayBuffer): Safetensors {
  const { header, start } = readHeader(buffer);
  const { __metadata__: metadata = {}, ...rows } = header;
  const tensors = Object.entries(rows).map(([name, row]) => {
    const numbers = new DataView(buffer, start);
    return [name, readTensor(name, row, numbers)] as const;
  });
  return { tensors: table(tensors), metadata: table(Object.entries(metadata as Table<string>)) };
}

/** Numbers in single precision, as they are drawn. */
export interface SingleTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface SingleTensors {
  readonly tensors: Readonly<Table<SingleTensor>>;
  readonly metadata: Readonly<Table<string>>;
}

/**
 * Reads a safetensors file of single precision at once, without a look at each number.
 *
 * @throws WeightsError as `parse`, and where a tensor is not float32.
 */
export function parseSingle(buffer: ArrayBuffer): SingleTensors {
  const { header, start } = readHeader(buffer);
  const { __metadata__: metadata = {}, ...rows } = header;
  const tensors = Object.entries(rows).map(([name, json]) => {
    const { dtype, shape, data_offsets: offsets } = readRow(name, json);
    if (dtype !== 'F32') refuse(`"${name}" as ${dtype}, where F32 was asked for`);
    const bytes = buffer.slice(start + offsets[0], start + offsets[1]);
    const count = shape.reduce((a, b) => a * b, 1);
    if (bytes.byteLength !== 4 * count) refuse(`"${name}" cut short`);
    return [name, { shape, data: new Float32Array(bytes) }] as const;
  });
  return { tensors: table(tensors), metadata: table(Object.entries(metadata as Table<string>)) };
}

function readHeader(buffer: ArrayBuffer): { header: Table<unknown>; start: number } {
  if (buffer.byteLength < HEADER_START) refuse(`${buffer.byteLength} bytes, too few for a header`);
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const start = HEADER_START + length;
  if (start > buffer.byteLength) {
    refuse(`${buffer.byteLength} bytes where its header alone needs ${start}`);
  }
  const header = decode(new Uint8Array(buffer, HEADER_START, length));
  if (typeof header !== 'object' || header === null) refuse('a header that is no JSON object');
  return { header: header as Table<unknown>, start };
}

function decode(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('a header that is no JSON');
  }
}

interface Row {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function readTensor(name: string, json: unknown, view: DataView): Tensor {
  const { dtype, shape, data_offsets: offsets } = readRow(name, json);
  const kind = KINDS[dtype];
  if (!kind) {
    throw new WeightsError(
      `Expected "${name}" to be ${Object.keys(KINDS).join(' or ')}, got ${dtype}. ` +
        'Convert the weights first.',
    );
  }
  const count = shape.reduce((a, b) => a * b, 1);
  const [first, end] = offsets;
  if (end - first !== count * kind.bytes) refuse(`offsets of "${name}" that are not its size`);
  if (first < 0 || end > view.byteLength) {
    refuse(`${view.byteLength} bytes of numbers where "${name}" ends at ${end}: it is cut short`);
  }
  const data = Float64Array.from({ length: count }, (_, k) =>
    kind.read(view, first + k * kind.bytes),
  );
  return { shape, data };
}

function readRow(name: string, json: unknown): Row {
  const { dtype, shape, data_offsets: offsets } = (json ?? {}) as Partial<Row>;
  const isWhole = (size: unknown) => Number.isSafeInteger(size) && (size as number) >= 0;
  const isList = (list: unknown): list is readonly number[] =>
    Array.isArray(list) && list.every(isWhole);
  if (typeof dtype === 'string' && isList(shape) && isList(offsets) && offsets.length === 2) {
    return { dtype, shape, data_offsets: offsets };
  }
  return refuse(`"${name}" without dtype, shape and data_offsets`);
}

function refuse(came: string): never {
  throw new WeightsError(
    `Expected a safetensors file, got ${came}. Save or download the file again.`,
  );
}
