import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const HELLO = { 'lstm-Ab1.safetensors': btoa('hello') };

/** A page with these files within it, or without; each test reads it for the first time. */
async function readFrom(files: object | null): Promise<(url: string) => Promise<ArrayBuffer>> {
  const element = files && { textContent: JSON.stringify(files) };
  vi.stubGlobal('document', { getElementById: () => element });
  return (await import('../../src/page/files')).readFile;
}

const text = (content: ArrayBuffer) => new TextDecoder().decode(content);

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

describe('readFile', () => {
  it('finds a file by its name within a page that is a single file, and fetches nothing', async () => {
    const fetch = vi.fn();
    vi.stubGlobal('fetch', fetch);
    const readFile = await readFrom(HELLO);
    expect(text(await readFile('file:///a/assets/lstm-Ab1.safetensors'))).toBe('hello');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('says which file such a page does not have', async () => {
    const readFile = await readFrom(HELLO);
    await expect(readFile('file:///a/gru.safetensors')).rejects.toThrow('gru.safetensors');
  });

  it('fetches it otherwise', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('fetched')));
    const readFile = await readFrom(null);
    expect(text(await readFile('http://host/lstm.safetensors'))).toBe('fetched');
  });

  it('says what came instead of a file', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })));
    const readFile = await readFrom(null);
    await expect(readFile('http://host/x')).rejects.toThrow('http://host/x, got 404');
  });
});
