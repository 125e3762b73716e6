import type { Weights } from '../../src/cells/weights';

export interface Entry {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
  readonly dtype?: string;
}

/** A safetensors file, written by hand. */
export function safetensors(
  tensors: Record<string, Entry>,
  metadata: Record<string, string> = {},
): ArrayBuffer {
  let end = 0;
  const rows = Object.entries(tensors).map(([name, { shape, data, dtype = 'F64' }]) => {
    const start = end;
    end += data.length * (dtype === 'F64' ? 8 : 4);
    return [name, { dtype, shape, data_offsets: [start, end] }];
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(rows) });
  const parts = Object.values(tensors).map(({ data, dtype = 'F64' }) =>
    dtype === 'F64' ? Float64Array.from(data) : Float32Array.from(data),
  );
  return concatenate(new TextEncoder().encode(json), parts);
}

function concatenate(header: Uint8Array, parts: readonly ArrayBufferView[]): ArrayBuffer {
  const size = parts.reduce((sum, part) => sum + part.byteLength, 8 + header.length);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let offset = 8 + header.length;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return bytes.buffer;
}

/** The tensors of a model with `outputs` outputs. */
export function tensorsOf({ parameters, hiddenSize }: Weights, outputs: number) {
  const own = Object.entries(parameters).map(([name, data]): [string, Entry] => {
    const shape = name.endsWith('.b') ? [hiddenSize] : [hiddenSize, data.length / hiddenSize];
    return [name, { shape, data }];
  });
  const weight = Float64Array.from({ length: outputs * hiddenSize }, (_, k) => k / 10);
  return {
    ...Object.fromEntries(own),
    'readout.weight': { shape: [outputs, hiddenSize], data: weight },
    'readout.bias': { shape: [outputs], data: new Float64Array(outputs).fill(0.25) },
  };
}
