import type { Place } from '../../cells/arithmetic';
import type { Rows } from '../../tasks';
import type { OptimiserName } from '../../training/optimiser';
import type { Reset, SenseOfZ, WeightsKind } from '../choice.svelte';
import type { Chip, StepScope, UnitScope } from '../manipulation.svelte';
import type { STAGES } from '../playback.svelte';
import type { Range } from '../selection.svelte';
import type { PartName } from '../parts';
import type { SideKey } from '../side.svelte';
import type { Language } from '../../words/language';
import type { FadingChoice, Maps, Summary, Theme } from '../view.svelte';

/** A manipulation as a link keeps it: who it is in a list is the list's own business. */
export type Edit = Omit<Chip, 'id'>;

export type Stage = (typeof STAGES)[number];

/** The numbers opened in the arithmetic, the one that was asked for first. */
export interface Opened {
  readonly side: SideKey;
  readonly places: readonly Place[];
}

/**
 * Everything that is chosen on the page: what a link keeps. Each is called as it is in the link, and
 * what an entry means may depend on those above it. Steps, units and places in lists count from 0.
 */
export interface Chosen {
  readonly task: string;
  /** Of weights trained here, a link keeps what they are trained from and how. */
  readonly weights: WeightsKind;
  /** A checkpoint of the training, the untrained model first; the trained model is none. */
  readonly checkpoint: number | null;
  readonly hidden: number;
  readonly seed: number;
  readonly bias: number;
  readonly optimiser: OptimiserName;
  readonly rate: number;
  readonly clip: number;
  readonly batch: number;
  readonly reset: Reset;
  readonly z: SenseOfZ;
  /** The sample, by its seed; 0 is the opening sequence. */
  readonly x: number;
  /** The input where it was edited: its numbers, or the text of a task of letters. */
  readonly rows: Rows | null;
  readonly text: string | null;
  readonly step: number;
  /** The stage within the step, where motion is slow. */
  readonly stage: Stage | null;
  readonly speed: number;
  readonly units: Readonly<Record<SideKey, number>>;
  readonly node: { readonly side: SideKey; readonly node: string } | null;
  readonly range: Range | null;
  readonly scope: { readonly units: UnitScope; readonly steps: StepScope };
  readonly edits: readonly Edit[];
  /** The edit that was opened again, by its place. */
  readonly chip: number | null;
  readonly open: Opened | null;
  readonly summary: Summary;
  readonly shown: Readonly<Record<SideKey, Maps>>;
  readonly fading: FadingChoice;
  /** The task of the measured comparison, where it is not the explorer's. */
  readonly measured: string | null;
  /** The experiment whose outcome is explained, by its name. */
  readonly experiment: string | null;
  readonly hide: readonly PartName[];
  /** The slide, where the page is a presentation. */
  readonly present: PartName | null;
  /** Where it is not the device's own. */
  readonly theme: Theme | null;
  /** Where one was chosen. */
  readonly lang: Language | null;
}

export type Key = keyof Chosen;
