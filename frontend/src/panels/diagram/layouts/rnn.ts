import { type Layout, way, wire } from '../layout';

/** One layer: its output is the state, and leaves twice. */
export const rnn: Layout = {
  width: 470,
  height: 300,
  body: [62, 28, 416, 264],
  nodes: {
    h_prev: { x: 0, y: 214, shape: 'port', label: [6, 200], value: [30, 224] },
    x: { x: 110, y: 300, shape: 'port', label: [120, 290], value: [146, 281] },
    h: { x: 236, y: 138, shape: 'box', draws: ['h_pre'] },
  },
  wires: [
    wire('x', 'h', '110,300 110,214 236,214 236,173'),
    wire('h_prev', 'h', '0,214 236,214 236,173'),
  ],
  exits: [
    {
      of: 'h',
      points: way('236,103 236,68 344,68 344,214 470,214'),
      label: [424, 200],
      value: [443, 224],
    },
    {
      of: 'h',
      points: way('236,103 236,4'),
      label: [246, 19],
      isOutput: true,
    },
  ],
};
