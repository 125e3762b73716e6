/** The parts of the page by their short names, in its order: what a link hides, what is presented. */
export const PART_NAMES = [
  'introduction',
  'fading',
  'innovations',
  'configuration',
  'animation',
  'cells',
  'input',
  'lstm',
  'gru',
  'manipulation',
  'arithmetic',
  'comparison',
  'equations',
  'gating',
  'functions',
  'measured',
  'takeaways',
  'experiments',
] as const;

export type PartName = (typeof PART_NAMES)[number];

/** What a lecture shows at a time: a figure, and what is needed with it. */
export interface Slide {
  readonly name: PartName;
  readonly parts: readonly PartName[];
  /** The id of its heading on the page. */
  readonly anchor: string;
  /** The room that it is made for, in pixels: it is enlarged to fill the screen. */
  readonly width: number;
  readonly height: number;
}

type Shown = Pick<Slide, 'anchor'> & Partial<Pick<Slide, 'parts' | 'width' | 'height'>>;

const WIDTH = 1120;
const HEIGHT = 690;

/** What stays with a figure in which a step is shown, and what may come up with any. */
const STEPPED: readonly PartName[] = ['animation', 'arithmetic'];

const SHOWN: Readonly<Partial<Record<PartName, Shown>>> = {
  introduction: { anchor: 'introduction', width: 720, height: 420 },
  fading: { anchor: 'fading', width: 720, height: 480 },
  innovations: { anchor: 'innovations', width: 860, height: 460 },
  cells: { anchor: 'animation', parts: STEPPED },
  input: { anchor: 'input-sequence', parts: STEPPED },
  lstm: { anchor: 'activations-lstm', parts: STEPPED },
  gru: { anchor: 'activations-gru', parts: STEPPED },
  manipulation: { anchor: 'manipulation', parts: [...STEPPED, 'cells'] },
  comparison: { anchor: 'comparison', parts: STEPPED },
  equations: { anchor: 'foundations', parts: STEPPED },
  gating: { anchor: 'gating', parts: STEPPED },
  functions: { anchor: 'functions', width: 1340 },
  measured: { anchor: 'measured' },
  takeaways: { anchor: 'takeaways' },
};

/** In the order of the page. */
export const SLIDES: readonly Slide[] = PART_NAMES.flatMap((name) => {
  const shown = SHOWN[name];
  if (!shown) return [];
  const { anchor, parts = [], width = WIDTH, height = HEIGHT } = shown;
  return [{ name, anchor, width, height, parts: [name, ...parts, 'experiments'] }];
});
