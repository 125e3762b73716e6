import { parse, parseSingle, type Safetensors, type SingleTensors } from '../cells/safetensors';

/** What went wrong: the server has ended, it knows the token no more, or it says why not. */
export type Failure = 'gone' | 'stranger' | 'refused';

export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly failure: Failure;

  constructor(failure: Failure, message: string) {
    super(message);
    this.failure = failure;
  }
}

const UNKNOWN_TOKEN = 401;

/** What was asked for in an address, without what is not given. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** The server on this machine that has opened the trace. */
export class Server {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  async json(path: string, query: Query = {}): Promise<unknown> {
    return (await this.#ask(path, query)).json();
  }

  /** Numbers with all their digits. */
  async tensors(path: string, query: Query = {}): Promise<Safetensors> {
    return parse(await (await this.#ask(path, query)).arrayBuffer());
  }

  /** Numbers to be drawn. */
  async singles(path: string, query: Query, signal: AbortSignal): Promise<SingleTensors> {
    return parseSingle(await (await this.#ask(path, query, { signal })).arrayBuffer());
  }

  async post(path: string, body: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const answer = await this.#ask(
      path,
      {},
      { method: 'POST', body: JSON.stringify(body), headers },
    );
    return answer.json();
  }

  async #ask(path: string, query: Query, init: RequestInit = {}): Promise<Response> {
    const given = Object.entries(query).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    const asked = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    const headers = { ...init.headers, authorization: `Bearer ${this.#token}` };
    const url = given.length ? `./api/${path}?${asked}` : `./api/${path}`;
    const answer = await fetch(url, { ...init, headers }).catch((error: unknown) => {
      if (init.signal?.aborted) throw error;
      throw new ServerError('gone', '');
    });
    if (answer.ok) return answer;
    throw new ServerError(
      answer.status === UNKNOWN_TOKEN ? 'stranger' : 'refused',
      await sentenceOf(answer),
    );
  }
}

/** The server's own sentence, or what came instead of one. */
async function sentenceOf(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as { readonly error: string }).error;
  } catch {
    return `${answer.status} ${answer.statusText}`;
  }
}
