import { describe, expect, it } from 'vitest';
import { WeightsError } from '../../src/cells/errors';
import { parse } from '../../src/cells/safetensors';
import { safetensors } from './files';

const entries = {
  'f.h': { shape: [2, 2], data: [1, -2.5, Math.PI, 1e-300] },
  'f.b': { shape: [2], data: [0.5, 0.25], dtype: 'F32' },
  scalar: { shape: [], data: [7] },
};
const file = () => safetensors(entries, { format: 'test' });

/** The same file with its header changed, its length kept. */
function withHeader(change: (header: string) => string): ArrayBuffer {
  const bytes = new Uint8Array(file());
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  bytes.set(new TextEncoder().encode(change(text).padEnd(length).slice(0, length)), 8);
  return bytes.buffer;
}

describe('parse', () => {
  it('reads tensors and metadata', () => {
    const { tensors, metadata } = parse(file());
    expect(metadata.format).toBe('test');
    expect(tensors['f.h']).toEqual({ shape: [2, 2], data: Float64Array.from(entries['f.h'].data) });
    expect([...tensors['f.b'].data]).toEqual([0.5, 0.25]);
    expect([...tensors.scalar.data]).toEqual([7]);
  });

  it('refuses a file cut short anywhere', () => {
    const whole = file();
    for (let length = 0; length < whole.byteLength; length++) {
      expect(() => parse(whole.slice(0, length)), `${length} bytes`).toThrow(WeightsError);
    }
  });

  it.each<[string, ArrayBuffer, RegExp]>([
    ['nothing', new ArrayBuffer(0), /got 0 bytes, too few/],
    ['a header longer than the file', new Uint8Array(16).fill(255).buffer, /header alone/],
    ['a page instead of a file', new TextEncoder().encode('<!doctype html>').buffer, /safetensors/],
    ['a header that is no JSON', withHeader((h) => h.replace('{', '[')), /no JSON/],
    ['a header that is no object', withHeader(() => '7'), /no JSON object/],
    ['half numbers', withHeader((h) => h.replace('F64', 'I64')), /F64 or F32, got I64/],
    [
      'a shape that does not fit',
      withHeader((h) => h.replace('[2,2]', '[2,3]')),
      /offsets of "f.h"/,
    ],
    [
      'a negative size',
      withHeader((h) => h.replace('[2,2]', '[-22]')),
      /"f.h" without dtype, shape/,
    ],
    ['an entry without a type', withHeader((h) => h.replace('dtype', 'dtypo')), /without dtype/],
  ])('refuses %s', (_, buffer, message) => {
    expect(() => parse(buffer)).toThrow(WeightsError);
    expect(() => parse(buffer)).toThrow(message);
  });
});
