import { createContext, tick } from 'svelte';
import { experimentOf, EXPERIMENTS, type Experiment } from '../lessons/experiments';
import type { Explorer } from './explorer.svelte';
import { isSame, readLink, type Chosen } from './link';
import { chosenOf, show } from './link/explorer';

/** What makes an experiment's numbers what they are. */
const DECISIVE = [
  'task',
  'weights',
  'checkpoint',
  'hidden',
  'seed',
  'bias',
  'reset',
  'z',
  'x',
  'rows',
  'edits',
] as const;

/** Where a person was, before the first of a row of experiments. */
interface Origin {
  readonly chosen: Chosen;
  readonly focus: Element | null;
  /** The part of the page that it was in, and where its top stood on the screen. */
  readonly part: Element;
  readonly top: number;
}

/** The experiments: a prediction is asked for, one is run on the page, and there is a way back. */
export class Experimenting {
  /** Whose prediction is asked for, and at which place of the page. */
  asked = $state.raw<{ readonly id: string; readonly place: string } | null>(null);
  #predictions = $state.raw<Readonly<Record<string, number | null>>>({});
  #origin = $state.raw<Origin | null>(null);
  #isArriving = false;
  readonly #explorer: Explorer;

  constructor(explorer: Explorer) {
    this.#explorer = explorer;
  }

  /** The one that is explained now. */
  running: Experiment | null = $derived.by(() => {
    const id = this.#explorer.view.experiment;
    return id === null ? null : experimentOf(id);
  });

  /** The one after it, on the page. */
  following: Experiment | null = $derived.by(() => {
    const next = this.running && EXPERIMENTS[EXPERIMENTS.indexOf(this.running) + 1];
    return next ?? null;
  });

  /** Whether the page still shows what the experiment's link does. */
  isAsShown: boolean = $derived.by(() => {
    if (!this.running) return false;
    const { chosen } = readLink(this.running.link, this.#explorer.catalogue);
    return isSame(chosenOf(this.#explorer), chosen, DECISIVE);
  });

  get canGoBack(): boolean {
    return this.#origin !== null;
  }

  /** What was predicted, by its place; null where nothing was. */
  predicted(id: string): number | null {
    return this.#predictions[id] ?? null;
  }

  ask(id: string, place: string): void {
    const isOpen = this.asked?.id === id && this.asked.place === place;
    this.asked = isOpen ? null : { id, place };
  }

  /** Show what an experiment's link says; `choice` is what was predicted, if anything. */
  run(experiment: Experiment, choice: number | null): void {
    const { view, catalogue } = this.#explorer;
    if (!this.running) this.#origin = this.#here();
    this.#predictions = { ...this.#predictions, [experiment.id]: choice };
    this.asked = null;
    this.#isArriving = true;
    const { chosen } = readLink(experiment.link, catalogue);
    const present = view.present === null ? null : experiment.at;
    const { hidden: hide, theme } = view;
    show(this.#explorer, { ...chosen, experiment: experiment.id, present, hide, theme });
  }

  /** Once more, as it was. */
  again(): void {
    if (this.running) this.run(this.running, this.predicted(this.running.id));
  }

  /** Whether the explanation that has come up is to be gone to: it is asked once. */
  arrives(): boolean {
    const isArriving = this.#isArriving;
    this.#isArriving = false;
    return isArriving;
  }

  /** Back to where the person was. */
  async back(): Promise<void> {
    const origin = this.#origin;
    this.#origin = null;
    this.asked = null;
    if (!origin) return;
    show(this.#explorer, origin.chosen);
    await tick();
    if (origin.focus instanceof HTMLElement) origin.focus.focus({ preventScroll: true });
    // Parts above it may be of another height by now.
    scrollBy({ top: topOf(origin.part) - origin.top, behavior: 'instant' });
  }

  /** The explanation goes; what it was about stays. */
  close(): void {
    this.#origin = null;
    this.asked = null;
    this.#explorer.view.experiment = null;
  }

  #here(): Origin {
    const focus = document.activeElement;
    const part = focus?.closest('section') ?? document.body;
    return { chosen: chosenOf(this.#explorer), focus, part, top: topOf(part) };
  }
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}

export const [experimentingOf, provideExperimenting] = createContext<Experimenting>();
