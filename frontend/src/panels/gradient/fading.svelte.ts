import type { Fade } from '../../cells/gradient';
import { runInChunks } from './chunks';
import { fadeOf, type FadeRequest } from './requests';

/** What was found for a request, or, while that is worked on, for the one before it. */
export interface Found {
  readonly request: FadeRequest;
  readonly fade: Fade;
  readonly isCurrent: boolean;
}

type Answer = Omit<Found, 'isCurrent'>;

/** Fulfils requests in the background, each once; those not wanted any more are called off. */
export class Fading {
  #requests: () => readonly FadeRequest[];
  /** By key, and the latest by place. */
  #known = $state.raw<Readonly<Record<string, Answer>>>({});
  #latest = $state.raw<Readonly<Record<string, Answer>>>({});

  constructor(requests: () => readonly FadeRequest[]) {
    this.#requests = requests;
    $effect(() => {
      const abort = new AbortController();
      void this.#fulfil(this.#requests(), abort.signal);
      return () => abort.abort();
    });
  }

  found: readonly Found[] = $derived.by(() =>
    this.#requests().flatMap((request): readonly Found[] => {
      const current = this.#known[request.key];
      const answer = current ?? this.#latest[placeOf(request)];
      const isCurrent = current !== undefined || (request.isLive && answer?.request.isLive);
      return answer ? [{ ...answer, isCurrent: isCurrent ?? false }] : [];
    }),
  );

  isBusy: boolean = $derived.by(() => this.#requests().some(({ key }) => !this.#known[key]));

  async #fulfil(wanted: readonly FadeRequest[], signal: AbortSignal): Promise<void> {
    for (const request of wanted) {
      // Read outside the effect that began this, so that an answer does not begin it again.
      await Promise.resolve();
      const known = this.#known[request.key];
      const fade = known?.fade ?? (await runInChunks(fadeOf(request), signal));
      if (fade === null) return;
      const answer = { request, fade };
      this.#known = withinBounds({ ...this.#known, [request.key]: answer });
      this.#latest = { ...this.#latest, [placeOf(request)]: answer };
    }
  }
}

/** Only so many answers are remembered: a training goes through ever more networks. */
const MOST_KNOWN = 40;

function withinBounds(known: Readonly<Record<string, Answer>>): Readonly<Record<string, Answer>> {
  const entries = Object.entries(known);
  return entries.length > MOST_KNOWN ? Object.fromEntries(entries.slice(-MOST_KNOWN)) : known;
}

/** An older curve stands in for a newer one of the same task and cell only. */
function placeOf({ model }: FadeRequest): string {
  return `${model.task} ${model.weights.cell.name}`;
}
