import type { Layout } from '../layout';

/** The cell state along the top, the hidden state along the bottom, the four layers in a row. */
export const lstm: Layout = {
  width: 470,
  height: 412,
  body: [62, 28, 416, 376],
  nodes: {
    c_prev: { x: 0, y: 70, shape: 'port', label: [6, 56], value: [30, 80] },
    h_prev: { x: 0, y: 326, shape: 'port', label: [6, 312], value: [30, 336] },
    x: { x: 78, y: 412, shape: 'port', label: [88, 402], value: [114, 393] },
    f: { x: 102, y: 263, shape: 'box', draws: ['f_pre'] },
    i: { x: 174, y: 263, shape: 'box', draws: ['i_pre'] },
    g: { x: 246, y: 263, shape: 'box', draws: ['g_pre'] },
    o: { x: 318, y: 263, shape: 'box', draws: ['o_pre'] },
    'c.1': { x: 102, y: 70, shape: 'circle', value: [133, 84] },
    'c.2': { x: 210, y: 154, shape: 'circle', value: [242, 116] },
    c: { x: 210, y: 70, shape: 'circle' },
    'h.1': { x: 370, y: 122, shape: 'pill', value: [322, 112] },
    h: { x: 370, y: 184, shape: 'circle' },
  },
  wires: [
    {
      from: 'x',
      to: 'f',
      points: [
        [78, 412],
        [78, 326],
        [102, 326],
        [102, 298],
      ],
    },
    {
      from: 'x',
      to: 'i',
      points: [
        [78, 412],
        [78, 326],
        [174, 326],
        [174, 298],
      ],
    },
    {
      from: 'x',
      to: 'g',
      points: [
        [78, 412],
        [78, 326],
        [246, 326],
        [246, 298],
      ],
    },
    {
      from: 'x',
      to: 'o',
      points: [
        [78, 412],
        [78, 326],
        [318, 326],
        [318, 298],
      ],
    },
    {
      from: 'h_prev',
      to: 'f',
      points: [
        [0, 326],
        [102, 326],
        [102, 298],
      ],
    },
    {
      from: 'h_prev',
      to: 'i',
      points: [
        [0, 326],
        [174, 326],
        [174, 298],
      ],
    },
    {
      from: 'h_prev',
      to: 'g',
      points: [
        [0, 326],
        [246, 326],
        [246, 298],
      ],
    },
    {
      from: 'h_prev',
      to: 'o',
      points: [
        [0, 326],
        [318, 326],
        [318, 298],
      ],
    },
    {
      from: 'f',
      to: 'c.1',
      points: [
        [102, 228],
        [102, 82],
      ],
    },
    {
      from: 'i',
      to: 'c.2',
      points: [
        [174, 228],
        [174, 154],
        [198, 154],
      ],
    },
    {
      from: 'g',
      to: 'c.2',
      points: [
        [246, 228],
        [246, 154],
        [222, 154],
      ],
    },
    {
      from: 'c_prev',
      to: 'c.1',
      points: [
        [0, 70],
        [90, 70],
      ],
    },
    {
      from: 'c.1',
      to: 'c',
      points: [
        [114, 70],
        [198, 70],
      ],
    },
    {
      from: 'c.2',
      to: 'c',
      points: [
        [210, 142],
        [210, 82],
      ],
    },
    {
      from: 'c',
      to: 'h.1',
      points: [
        [222, 70],
        [370, 70],
        [370, 111],
      ],
    },
    {
      from: 'h.1',
      to: 'h',
      points: [
        [370, 133],
        [370, 172],
      ],
    },
    {
      from: 'o',
      to: 'h',
      points: [
        [318, 228],
        [318, 184],
        [358, 184],
      ],
    },
  ],
  exits: [
    {
      of: 'c',
      points: [
        [222, 70],
        [470, 70],
      ],
      label: [424, 56],
      value: [443, 80],
    },
    {
      of: 'h',
      points: [
        [370, 196],
        [370, 326],
        [470, 326],
      ],
      label: [424, 312],
      value: [443, 336],
    },
    {
      of: 'h',
      points: [
        [370, 196],
        [370, 326],
        [398, 326],
        [398, 4],
      ],
      label: [407, 19],
    },
  ],
};
