import type { Exit, Layout, Place, WirePlace } from '../layout';

type Nodes = Readonly<Record<string, Place>>;

const FRAME = { width: 470, height: 412, body: [62, 28, 416, 376] } as const;

/** The hidden state along the top. */
const h_prev: Place = { x: 0, y: 70, shape: 'port', label: [6, 56], value: [30, 80] };

function exits(sum: number): readonly Exit[] {
  return [
    {
      of: 'h',
      points: [
        [sum + 12, 70],
        [470, 70],
      ],
      label: [424, 56],
      value: [443, 80],
    },
    {
      of: 'h',
      points: [
        [sum + 12, 70],
        [398, 70],
        [398, 4],
      ],
      label: [407, 19],
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
  'n.1': { x: 175, y: 190, shape: 'circle', value: [175, 210] },
  h: { x: 346, y: 70, shape: 'circle' },
};

const beforeWires: readonly WirePlace[] = [
  {
    from: 'x',
    to: 'r',
    points: [
      [92, 412],
      [92, 326],
      [118, 326],
      [118, 298],
    ],
  },
  {
    from: 'x',
    to: 'z',
    points: [
      [92, 412],
      [92, 326],
      [232, 326],
      [232, 298],
    ],
  },
  {
    from: 'x',
    to: 'n',
    points: [
      [92, 412],
      [92, 354],
      [346, 354],
      [346, 298],
    ],
  },
  {
    from: 'h_prev',
    to: 'r',
    points: [
      [0, 70],
      [76, 70],
      [76, 326],
      [118, 326],
      [118, 298],
    ],
  },
  {
    from: 'h_prev',
    to: 'z',
    points: [
      [0, 70],
      [76, 70],
      [76, 326],
      [232, 326],
      [232, 298],
    ],
  },
  {
    from: 'h_prev',
    to: 'n.1',
    points: [
      [0, 70],
      [175, 70],
      [175, 178],
    ],
  },
  {
    from: 'r',
    to: 'n.1',
    points: [
      [118, 228],
      [118, 190],
      [163, 190],
    ],
  },
  {
    from: 'n.1',
    to: 'n',
    points: [
      [187, 190],
      [289, 190],
      [289, 354],
      [346, 354],
      [346, 298],
    ],
  },
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
    {
      from: 'h_prev',
      to: 'h.2',
      points: [
        [0, 70],
        [220, 70],
      ],
    },
    {
      from: 'z',
      to: 'h.1',
      points: [
        [232, 228],
        [232, 121],
      ],
    },
    {
      from: 'h.1',
      to: 'h.2',
      points: [
        [232, 99],
        [232, 82],
      ],
    },
    {
      from: 'z',
      to: 'h.3',
      points: [
        [232, 228],
        [232, 138],
        [334, 138],
      ],
    },
    {
      from: 'n',
      to: 'h.3',
      points: [
        [346, 228],
        [346, 150],
      ],
    },
    {
      from: 'h.2',
      to: 'h',
      points: [
        [244, 70],
        [334, 70],
      ],
    },
    {
      from: 'h.3',
      to: 'h',
      points: [
        [346, 126],
        [346, 82],
      ],
    },
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
    {
      from: 'h_prev',
      to: 'h.1',
      points: [
        [0, 70],
        [220, 70],
      ],
    },
    {
      from: 'z',
      to: 'h.1',
      points: [
        [232, 228],
        [232, 82],
      ],
    },
    {
      from: 'z',
      to: 'h.2',
      points: [
        [232, 228],
        [232, 138],
        [268, 138],
      ],
    },
    {
      from: 'h.2',
      to: 'h.3',
      points: [
        [310, 138],
        [334, 138],
      ],
    },
    {
      from: 'n',
      to: 'h.3',
      points: [
        [346, 228],
        [346, 150],
      ],
    },
    {
      from: 'h.1',
      to: 'h',
      points: [
        [244, 70],
        [334, 70],
      ],
    },
    {
      from: 'h.3',
      to: 'h',
      points: [
        [346, 126],
        [346, 82],
      ],
    },
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
  'n.1': { x: 260, y: 202, shape: 'circle', value: [258, 164] },
  n_pre: { x: 332, y: 202, shape: 'circle', value: [384, 198] },
  n: { x: 332, y: 168, shape: 'pill', width: 62, value: [387, 160] },
  h: { x: 332, y: 70, shape: 'circle' },
};

const afterWires: readonly WirePlace[] = [
  {
    from: 'x',
    to: 'r',
    points: [
      [88, 412],
      [88, 322],
      [116, 322],
      [116, 298],
    ],
  },
  {
    from: 'x',
    to: 'z',
    points: [
      [88, 412],
      [88, 322],
      [188, 322],
      [188, 298],
    ],
  },
  {
    from: 'x',
    to: 'n_x_pre',
    points: [
      [88, 412],
      [88, 358],
      [332, 358],
      [332, 298],
    ],
  },
  {
    from: 'h_prev',
    to: 'r',
    points: [
      [0, 70],
      [72, 70],
      [72, 322],
      [116, 322],
      [116, 298],
    ],
  },
  {
    from: 'h_prev',
    to: 'z',
    points: [
      [0, 70],
      [72, 70],
      [72, 322],
      [188, 322],
      [188, 298],
    ],
  },
  {
    from: 'h_prev',
    to: 'n_h_pre',
    points: [
      [0, 70],
      [72, 70],
      [72, 340],
      [260, 340],
      [260, 298],
    ],
  },
  {
    from: 'r',
    to: 'n.1',
    points: [
      [116, 228],
      [116, 202],
      [248, 202],
    ],
  },
  {
    from: 'n_h_pre',
    to: 'n.1',
    points: [
      [260, 228],
      [260, 214],
    ],
  },
  {
    from: 'n.1',
    to: 'n_pre',
    points: [
      [272, 202],
      [320, 202],
    ],
  },
  {
    from: 'n_x_pre',
    to: 'n_pre',
    points: [
      [332, 228],
      [332, 214],
    ],
  },
  {
    from: 'n_pre',
    to: 'n',
    points: [
      [332, 190],
      [332, 179],
    ],
  },
  {
    from: 'n',
    to: 'h.3',
    points: [
      [332, 157],
      [332, 144],
    ],
  },
];

export const afterNew: Layout = {
  ...FRAME,
  nodes: {
    ...after,
    'h.1': { x: 188, y: 108, shape: 'pill', value: [234, 98], ghost: 'right' },
    'h.2': { x: 188, y: 70, shape: 'circle', value: [188, 33], ghost: 'right' },
    'h.3': { x: 332, y: 132, shape: 'circle', value: [370, 118] },
  },
  wires: [
    ...afterWires,
    {
      from: 'h_prev',
      to: 'h.2',
      points: [
        [0, 70],
        [176, 70],
      ],
    },
    {
      from: 'z',
      to: 'h.1',
      points: [
        [188, 228],
        [188, 119],
      ],
    },
    {
      from: 'h.1',
      to: 'h.2',
      points: [
        [188, 97],
        [188, 82],
      ],
    },
    {
      from: 'z',
      to: 'h.3',
      points: [
        [188, 228],
        [188, 132],
        [320, 132],
      ],
    },
    {
      from: 'h.2',
      to: 'h',
      points: [
        [200, 70],
        [320, 70],
      ],
    },
    {
      from: 'h.3',
      to: 'h',
      points: [
        [332, 120],
        [332, 82],
      ],
    },
  ],
  exits: exits(332),
};

export const afterOld: Layout = {
  ...FRAME,
  nodes: {
    ...after,
    'h.1': { x: 188, y: 70, shape: 'circle', value: [188, 33], ghost: 'right' },
    'h.2': { x: 260, y: 132, shape: 'pill', value: [260, 94], ghost: 'right' },
    'h.3': { x: 332, y: 132, shape: 'circle', value: [370, 118] },
  },
  wires: [
    ...afterWires,
    {
      from: 'h_prev',
      to: 'h.1',
      points: [
        [0, 70],
        [176, 70],
      ],
    },
    {
      from: 'z',
      to: 'h.1',
      points: [
        [188, 228],
        [188, 82],
      ],
    },
    {
      from: 'z',
      to: 'h.2',
      points: [
        [188, 228],
        [188, 132],
        [239, 132],
      ],
    },
    {
      from: 'h.2',
      to: 'h.3',
      points: [
        [281, 132],
        [320, 132],
      ],
    },
    {
      from: 'h.1',
      to: 'h',
      points: [
        [200, 70],
        [320, 70],
      ],
    },
    {
      from: 'h.3',
      to: 'h',
      points: [
        [332, 120],
        [332, 82],
      ],
    },
  ],
  exits: exits(332),
};
