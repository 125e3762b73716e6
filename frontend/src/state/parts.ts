/** The parts of the page by their short names, in its order: what a link hides, what is presented. */
export const PARTS = [
  { name: 'introduction', title: 'Introduction' },
  { name: 'fading', title: 'How a gradient fades' },
  { name: 'innovations', title: 'Key Innovations' },
  { name: 'configuration', title: 'Configuration' },
  { name: 'animation', title: 'Animation' },
  { name: 'cells', title: 'LSTM Cell and GRU Cell' },
  { name: 'input', title: 'Input Sequence' },
  { name: 'lstm', title: 'LSTM Gate Activations Over Time' },
  { name: 'gru', title: 'GRU Gate Activations Over Time' },
  { name: 'manipulation', title: 'Interactive Gate Manipulation' },
  { name: 'arithmetic', title: 'Arithmetic' },
  { name: 'comparison', title: 'LSTM vs GRU Hidden State Comparison' },
  { name: 'equations', title: 'LSTM Equations and GRU Equations' },
  { name: 'gating', title: 'Why gating works' },
  { name: 'functions', title: 'Gate Functions Explained' },
  { name: 'measured', title: 'LSTM vs GRU Comparison' },
  { name: 'takeaways', title: 'Key Takeaways' },
  { name: 'experiments', title: 'Experiments: Try it and See it' },
] as const;

export type PartName = (typeof PARTS)[number]['name'];

export const PART_NAMES: readonly PartName[] = PARTS.map(({ name }) => name);

/** What a lecture shows at a time: a figure, and what is needed with it. */
export interface Slide {
  readonly name: PartName;
  readonly title: string;
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
  fading: { anchor: 'fading', width: 720, height: 460 },
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
export const SLIDES: readonly Slide[] = PARTS.flatMap(({ name, title }) => {
  const shown = SHOWN[name];
  if (!shown) return [];
  const { anchor, parts = [], width = WIDTH, height = HEIGHT } = shown;
  return [{ name, title, anchor, width, height, parts: [name, ...parts, 'experiments'] }];
});
