/** Where `gatescope export` puts, by their names, the files that this page would fetch. */
const INLINED = 'gatescope-files';

/** A file that comes with the page: from within it, where it is a single file, or fetched. */
export async function readFile(url: string): Promise<ArrayBuffer> {
  const inlined = inlinedFiles();
  if (inlined) return decoded(inlined, url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Expected a file at ${url}, got ${response.status}.`);
  return response.arrayBuffer();
}

/** The same, of JSON. */
export async function readJson(url: string): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await readFile(url))) as unknown;
}

/** The same, of a module of the page's own, which imports none. */
export async function importFile(url: string): Promise<unknown> {
  const address = isInlined() ? await scriptAddress(url) : url;
  return import(/* @vite-ignore */ address) as Promise<unknown>;
}

/** The address of a script that comes with a page that is a single file. */
export async function scriptAddress(url: string): Promise<string> {
  return URL.createObjectURL(new Blob([await readFile(url)], { type: 'text/javascript' }));
}

/** Whether this page is a single file: then nothing can be fetched from beside it. */
export function isInlined(): boolean {
  return inlinedFiles() !== null;
}

let files: Readonly<Record<string, string>> | null = null;

function inlinedFiles(): Readonly<Record<string, string>> | null {
  const text = document.getElementById(INLINED)?.textContent;
  if (text) files ??= JSON.parse(text) as Readonly<Record<string, string>>;
  return files;
}

function decoded(inlined: Readonly<Record<string, string>>, url: string): ArrayBuffer {
  const name = url.slice(url.lastIndexOf('/') + 1);
  if (!Object.hasOwn(inlined, name)) throw new Error(`This page does not have the file ${name}.`);
  return Uint8Array.from(atob(inlined[name]), (sign) => sign.charCodeAt(0)).buffer;
}
