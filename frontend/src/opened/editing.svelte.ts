import type { Edit } from '../cells/edits';
import { editsOf, Manipulation } from '../state/manipulation.svelte';
import { sizeOf, type Layer, type Opened } from './document';
import type { Server } from './server';

/** What became of the model's output, or of the edited layer's `h` where there is no model. */
export interface Effect {
  readonly name: string;
  /** The first numbers, flat; none where they are no numbers. */
  readonly before: readonly (number | null)[];
  readonly after: readonly (number | null)[];
  readonly shape: readonly number[];
  readonly largest_difference: number | null;
}

interface Answer {
  readonly output: Effect | null;
  readonly layers: readonly string[];
  readonly seconds: number;
}

/** The edits in force, and what came back from the side that runs them. */
export class Editing {
  readonly #server: Server;
  readonly #document: Opened;
  readonly #fail: (error: unknown) => void;
  readonly manipulation = new Manipulation<string>();

  /** How often an edited run has come back: its pictures are new ones each time. */
  revision = $state(0);
  answer = $state.raw<Answer | null>(null);
  /** Why the last edit was not run, by the server. */
  refusal = $state('');
  isRunning = $state(false);
  /** The edits of the run that has come back. */
  #done = $state.raw<Readonly<Record<string, readonly Edit[]>>>({});
  #isStale = false;
  #last = '{}';

  constructor(server: Server, document: Opened, fail: (error: unknown) => void) {
    this.#server = server;
    this.#document = document;
    this.#fail = fail;
  }

  /** Whether the run that has come back is another one for this layer. */
  changes({ path }: Layer): boolean {
    return this.answer?.layers.includes(path) ?? false;
  }

  /** The edits of a layer with which the edited run was made. */
  editsOf({ path }: Layer): readonly Edit[] {
    return this.#done[path] ?? [];
  }

  /** Have what the sliders say run; while one run is under way, only the last wish is kept. */
  async follow(): Promise<void> {
    if (this.isRunning) {
      this.#isStale = true;
      return;
    }
    const edits = this.#wished();
    const text = JSON.stringify(edits);
    if (text === this.#last) return;
    this.isRunning = true;
    try {
      const answer = (await this.#server.post('edits', { edits })) as Answer;
      this.#last = text;
      this.#done = edits;
      this.refusal = '';
      this.revision += 1;
      this.answer = Object.keys(edits).length ? answer : null;
    } catch (error) {
      this.#last = text;
      if (isRefusal(error)) this.refusal = error.message;
      else this.#fail(error);
    } finally {
      this.isRunning = false;
    }
    if (this.#isStale) {
      this.#isStale = false;
      await this.follow();
    }
  }

  #wished(): Readonly<Record<string, readonly Edit[]>> {
    const rows = this.#document.layers.map((layer) => {
      const sizes = { units: (name: string) => sizeOf(layer, name), time: layer.time };
      return [layer.path, editsOf(this.manipulation.chips, layer.path, layer.cell, sizes)] as const;
    });
    return Object.fromEntries(rows.filter(([, edits]) => edits.length > 0));
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'failure' in error && error.failure === 'refused';
}
