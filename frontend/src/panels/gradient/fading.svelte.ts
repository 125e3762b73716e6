import type { Fade } from '../../cells/gradient';
import { runInChunks } from './chunks';
import { fadeOf, type FadeRequest } from './requests';

/** What was found for a request, or, while that is worked on, for the one before it. */
export interface Found {
  readonly request: FadeRequest;
  readonly fade: Fade;
  readonly isCurrent: boolean;
}

/** Fulfils requests in the background, each once; those not wanted any more are called off. */
export class Fading {
  #requests: () => readonly FadeRequest[];
  #known = $state.raw<ReadonlyMap<string, Fade>>(new Map());
  #latest = new Map<string, { readonly request: FadeRequest; readonly fade: Fade }>();

  constructor(requests: () => readonly FadeRequest[]) {
    this.#requests = requests;
    $effect(() => {
      const wanted = this.#requests();
      const abort = new AbortController();
      void this.#fulfil(wanted, abort.signal);
      return () => abort.abort();
    });
  }

  found: readonly Found[] = $derived.by(() =>
    this.#requests().flatMap((request): readonly Found[] => {
      const fade = this.#known.get(request.key);
      const place = placeOf(request);
      if (fade) this.#latest.set(place, { request, fade });
      const latest = this.#latest.get(place);
      return latest ? [{ ...latest, isCurrent: fade !== undefined }] : [];
    }),
  );

  isBusy: boolean = $derived.by(() =>
    this.#requests().some((request) => !this.#known.has(request.key)),
  );

  async #fulfil(wanted: readonly FadeRequest[], signal: AbortSignal): Promise<void> {
    for (const request of wanted) {
      // Read later than the effect that began this, so that a result does not begin it again.
      await Promise.resolve();
      if (this.#known.has(request.key)) continue;
      const fade = await runInChunks(fadeOf(request), signal);
      if (fade === null) return;
      this.#known = new Map([...this.#known, [request.key, fade]]);
    }
  }
}

/** An older curve stands in for a newer one of the same task and cell only. */
function placeOf({ model }: FadeRequest): string {
  return `${model.task} ${model.weights.cell.name}`;
}
