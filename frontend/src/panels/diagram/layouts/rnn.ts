import type { Layout } from '../layout';

/** One layer: its output is the state, and leaves twice. */
export const rnn: Layout = {
  width: 470,
  height: 300,
  body: [62, 28, 416, 264],
  nodes: {
    h_prev: { x: 0, y: 214, shape: 'port', label: [6, 200], value: [30, 224] },
    x: { x: 110, y: 300, shape: 'port', label: [120, 290], value: [146, 281] },
    h: { x: 218, y: 138, shape: 'box', draws: ['h_pre'] },
  },
  wires: [
    {
      from: 'x',
      to: 'h',
      points: [
        [110, 300],
        [110, 214],
        [218, 214],
        [218, 173],
      ],
    },
    {
      from: 'h_prev',
      to: 'h',
      points: [
        [0, 214],
        [218, 214],
        [218, 173],
      ],
    },
  ],
  exits: [
    {
      of: 'h',
      points: [
        [218, 103],
        [218, 68],
        [326, 68],
        [326, 214],
        [470, 214],
      ],
      label: [424, 200],
      value: [443, 224],
    },
    {
      of: 'h',
      points: [
        [218, 103],
        [218, 4],
      ],
      label: [228, 19],
    },
  ],
};
