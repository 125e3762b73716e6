import { type Exit, type Layout, type Place, type WirePlace, way, wire } from '../layout';

type Nodes = Readonly<Record<string, Place>>;

const FRAME = { width: 470, height: 412, body: [62, 28, 416, 376] } as const;

/** The hidden state along the top. */
const h_prev: Place = { x: 0, y: 70, shape: 'port', label: [6, 56], value: [30, 80] };

function exits(sum: number): readonly Exit[] {
  return [
    {
      of: 'h',
      points: way(`${sum + 12},70 470,70`),
      label: [424, 56],
      value: [443, 80],
    },
    {
      of: 'h',
      points: way(`${sum + 12},70 398,70 398,4`),
      label: [407, 19],
      isOutput: true,
    },
  ];
}

/** Reset before the product: r∗h₋₁ goes, with x, into the candidate alone. */
const before: Nodes = {
  h_prev,
  x: { x: 92, y: 412, shape: 'port', label: [102, 402], value: [128, 393] },
  r: { x: 118, y: 263, shape: 'box', draws: ['r_pre'] },
  z: { x: 232, y: 263, shape: 'box', draws: ['z_pre'] },
  n: { x: 346, y: 263, shape: 'box', draws: ['n_pre'] },
  'n.1': { x: 175, y: 190, shape: 'circle', value: [178, 210] },
  h: { x: 346, y: 70, shape: 'circle' },
};

const beforeWires: readonly WirePlace[] = [
  wire('x', 'r', '92,412 92,326 118,326 118,298'),
  wire('x', 'z', '92,412 92,326 232,326 232,298'),
  wire('x', 'n', '92,412 92,354 346,354 346,298'),
  wire('h_prev', 'r', '0,70 76,70 76,326 118,326 118,298'),
  wire('h_prev', 'z', '0,70 76,70 76,326 232,326 232,298'),
  wire('h_prev', 'n.1', '0,70 175,70 175,178'),
  wire('r', 'n.1', '118,228 118,190 163,190'),
  wire('n.1', 'n', '187,190 289,190 289,354 346,354 346,298'),
];

/** z takes the new value: 1 − z stands between z and the old state. */
export const beforeNew: Layout = {
  ...FRAME,
  nodes: {
    ...before,
    'h.1': { x: 232, y: 110, shape: 'pill', value: [278, 100], ghost: 'right' },
    'h.2': { x: 232, y: 70, shape: 'circle', value: [232, 33], ghost: 'right' },
    'h.3': { x: 346, y: 138, shape: 'circle', value: [384, 128] },
  },
  wires: [
    ...beforeWires,
    wire('h_prev', 'h.2', '0,70 220,70'),
    wire('z', 'h.1', '232,228 232,121'),
    wire('h.1', 'h.2', '232,99 232,82'),
    wire('z', 'h.3', '232,228 232,138 334,138'),
    wire('n', 'h.3', '346,228 346,150'),
    wire('h.2', 'h', '244,70 334,70'),
    wire('h.3', 'h', '346,126 346,82'),
  ],
  exits: exits(346),
};

/** z keeps the old state: 1 − z stands between z and the candidate. */
export const beforeOld: Layout = {
  ...FRAME,
  nodes: {
    ...before,
    'h.1': { x: 232, y: 70, shape: 'circle', value: [232, 33], ghost: 'right' },
    'h.2': { x: 289, y: 138, shape: 'pill', value: [289, 100], ghost: 'right' },
    'h.3': { x: 346, y: 138, shape: 'circle', value: [384, 128] },
  },
  wires: [
    ...beforeWires,
    wire('h_prev', 'h.1', '0,70 220,70'),
    wire('z', 'h.1', '232,228 232,82'),
    wire('z', 'h.2', '232,228 232,138 268,138'),
    wire('h.2', 'h.3', '310,138 334,138'),
    wire('n', 'h.3', '346,228 346,150'),
    wire('h.1', 'h', '244,70 334,70'),
    wire('h.3', 'h', '346,126 346,82'),
  ],
  exits: exits(346),
};

/** Reset after the product: two layers, and r multiplies the output of the one that reads h₋₁. */
const after: Nodes = {
  h_prev,
  x: { x: 88, y: 412, shape: 'port', label: [98, 402], value: [124, 393] },
  r: { x: 116, y: 263, shape: 'box', draws: ['r_pre'] },
  z: { x: 188, y: 263, shape: 'box', draws: ['z_pre'] },
  n_h_pre: { x: 260, y: 263, shape: 'box' },
  n_x_pre: { x: 332, y: 263, shape: 'box' },
  'n.1': { x: 260, y: 204, shape: 'circle', value: [236, 166], ghost: 'right' },
  n_pre: { x: 332, y: 204, shape: 'circle', value: [388, 200] },
  n: { x: 332, y: 167, shape: 'pill', width: 62, value: [388, 158] },
  h: { x: 332, y: 70, shape: 'circle' },
};

const afterWires: readonly WirePlace[] = [
  wire('x', 'r', '88,412 88,322 116,322 116,298'),
  wire('x', 'z', '88,412 88,322 188,322 188,298'),
  wire('x', 'n_x_pre', '88,412 88,358 332,358 332,298'),
  wire('h_prev', 'r', '0,70 72,70 72,322 116,322 116,298'),
  wire('h_prev', 'z', '0,70 72,70 72,322 188,322 188,298'),
  wire('h_prev', 'n_h_pre', '0,70 72,70 72,340 260,340 260,298'),
  wire('r', 'n.1', '116,228 116,204 248,204'),
  wire('n_h_pre', 'n.1', '260,228 260,216'),
  wire('n.1', 'n_pre', '272,204 320,204'),
  wire('n_x_pre', 'n_pre', '332,228 332,216'),
  wire('n_pre', 'n', '332,192 332,178'),
  wire('n', 'h.3', '332,156 332,142'),
];

export const afterNew: Layout = {
  ...FRAME,
  nodes: {
    ...after,
    'h.1': { x: 188, y: 106, shape: 'pill', value: [234, 96], ghost: 'right' },
    'h.2': { x: 188, y: 70, shape: 'circle', value: [188, 33], ghost: 'right' },
    'h.3': { x: 332, y: 130, shape: 'circle', value: [388, 116] },
  },
  wires: [
    ...afterWires,
    wire('h_prev', 'h.2', '0,70 176,70'),
    wire('z', 'h.1', '188,228 188,117'),
    wire('h.1', 'h.2', '188,95 188,82'),
    wire('z', 'h.3', '188,228 188,130 320,130'),
    wire('h.2', 'h', '200,70 320,70'),
    wire('h.3', 'h', '332,118 332,82'),
  ],
  exits: exits(332),
};

export const afterOld: Layout = {
  ...FRAME,
  nodes: {
    ...after,
    'h.1': { x: 188, y: 70, shape: 'circle', value: [188, 33], ghost: 'right' },
    'h.2': { x: 260, y: 130, shape: 'pill', value: [260, 92], ghost: 'right' },
    'h.3': { x: 332, y: 130, shape: 'circle', value: [388, 116] },
  },
  wires: [
    ...afterWires,
    wire('h_prev', 'h.1', '0,70 176,70'),
    wire('z', 'h.1', '188,228 188,82'),
    wire('z', 'h.2', '188,228 188,130 239,130'),
    wire('h.2', 'h.3', '281,130 320,130'),
    wire('h.1', 'h', '200,70 320,70'),
    wire('h.3', 'h', '332,118 332,82'),
  ],
  exits: exits(332),
};
