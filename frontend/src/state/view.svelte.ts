import type { Language } from '../words/language';
import { SLIDES, type PartName, type Slide } from './parts';
import type { SideKey } from './side.svelte';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** One number for a whole hidden state. */
export const SUMMARIES = ['average', 'size', 'unit', 'norm'] as const;
export type Summary = (typeof SUMMARIES)[number];

/** Which run the heat maps show, or how far the two are apart. */
export const MAPS = ['now', 'before', 'difference'] as const;
export type Maps = (typeof MAPS)[number];

export const FADING_WEIGHTS = ['untrained', 'trained'] as const;

/** What the figure of the fading gradient shows. */
export interface FadingChoice {
  readonly weights: (typeof FADING_WEIGHTS)[number];
  /** How many steps back it looks; null is as far as the task lets it. */
  readonly lags: number | null;
  /** Of the untrained LSTM. */
  readonly bias: number;
}

/** What the view is before anything is chosen. */
export const OPENING_VIEW = {
  summary: 'average',
  shown: { lstm: 'now', gru: 'now' },
  fading: { weights: 'untrained', lags: null, bias: 0 },
} as const;

/** How the page is looked at: which parts of it, and which of a figure's ways of showing. */
export class View {
  /** Null is as the device has it. */
  theme = $state<Theme | null>(null);
  /** Null is as it was chosen before, or as the device has it. */
  language = $state<Language | null>(null);
  hidden = $state.raw<readonly PartName[]>([]);
  /** The slide that is shown, by its name; null where the page is no presentation. */
  present = $state<PartName | null>(null);
  /** The experiment whose outcome is explained. */
  experiment = $state<string | null>(null);

  summary = $state<Summary>(OPENING_VIEW.summary);
  shown = $state<Record<SideKey, Maps>>({ ...OPENING_VIEW.shown });
  fading = $state.raw<FadingChoice>(OPENING_VIEW.fading);
  /** The task of the measured comparison; null follows the explorer's. */
  measured = $state<string | null>(null);

  /** How tall the bar is that stays in view, in CSS pixels: what is gone to stands below it. */
  bar = $state(0);

  /** The slides of which nothing that matters is hidden. */
  slides: readonly Slide[] = $derived(SLIDES.filter(({ name }) => !this.hidden.includes(name)));

  slide: Slide | null = $derived(this.slides.find(({ name }) => name === this.present) ?? null);

  /** Whether a part of the page is to be seen. */
  shows(part: PartName): boolean {
    const isPresented = this.slide?.parts.includes(part) ?? true;
    return isPresented && !this.hidden.includes(part);
  }

  /** Begin a presentation, at its first figure or at one that is named. */
  begin(name: PartName | null = null): void {
    this.present = name ?? this.slides.at(0)?.name ?? null;
  }

  /** The slide so many after this one; at the ends it stays. */
  turn(by: number): void {
    const { slide, slides } = this;
    if (slide) this.present = slides[slides.indexOf(slide) + by]?.name ?? slide.name;
  }

  leave(): void {
    this.present = null;
  }
}
