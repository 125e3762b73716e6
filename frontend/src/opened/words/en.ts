/** `1 step`, `2 steps`. */
const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Every text of an opened trace, in English. */
export const en = {
  title: (name: string) => name || 'Opened trace',
  documentTitle: (name: string) => `${name} — Gatescope`,
  reading: 'Reading what was opened …',
  article: 'To the article on LSTM and GRU',
  empty:
    'There is no layer in what was opened. Record a model with a recurrent layer, and open that.',
  failures: {
    gone: 'The server on this machine does not answer: it was stopped, or its notebook was. What is drawn stays. Start it again with gatescope open, and use the address that it prints.',
    stranger:
      'This page belongs to a server that has ended. Use the address that the running one printed.',
    refused: (why: string) => why,
    other: (why: string) => `This did not work: ${why}`,
  },
  retry: 'Try again',
  otherVersion: (got: string, known: string) =>
    got
      ? `The address is of version ${got}, and this page reads version ${known}: nothing of it was read.`
      : `The address does not say of which version it is (v=${known}): nothing of it was read.`,
  unread: (pieces: readonly string[]) =>
    `The address says what this trace does not have, and opens without it: ${pieces.join(', ')}.`,
  choice: {
    opened: (name: string) => `What is opened: ${name}`,
    layer: 'Layer',
    whole: 'the layer',
    sequence: 'Sequence',
    numbered: (k: number, steps: number) => `${k} (${counted(steps, 'step')})`,
    direction: { forward: 'reads forward', reverse: 'reads from the end' },
    sizes: (units: number, inputs: number, steps: number) =>
      [counted(units, 'unit'), counted(inputs, 'input'), counted(steps, 'step')].join(', '),
    projected: (size: number) => `h projected to ${size}`,
    facts: (facts: readonly string[]) => `${facts.join('; ')}.`,
    source: (source: string) => `Weights: ${source}.`,
    edited: (count: number) =>
      count === 1 ? 'Recorded with one edit in force.' : `Recorded with ${count} edits in force.`,
    incomplete: (steps: number) =>
      `The recording was interrupted: ${steps} are in it, and no more is shown.`,
    held: (difference: string, tolerance: string) =>
      `Checked against the layer’s own output: at most ${difference} apart, where ${tolerance} is allowed.`,
    broken: (difference: string, tolerance: string) =>
      `Does not agree with the layer’s own output: ${difference} apart, where ${tolerance} is allowed. What is shown is not what the model computes.`,
    unchecked:
      'This call was not compared with the layer’s own output: the recording took samples.',
    uncertified: 'Nothing says how far this lies from a model’s own output.',
  },
  steps: {
    region: 'Steps',
    labelled: (label: string) => `“${label}”`,
  },
  diagram: {
    title: (cell: string) => `${cell} Cell`,
    at: (cell: string, step: number) => `${cell} Cell, step ${step}`,
    reverse: 'This layer reads from the end: t − 1 is the step to the right.',
    waiting: 'Reading this step …',
    input: (k: number) => `x${k}`,
  },
  maps: {
    title: (cell: string, hasGates: boolean) =>
      `${cell} ${hasGates ? 'Gate ' : ''}Activations Over Time`,
    caption:
      'Drag to move, pinch or Ctrl and the wheel to zoom, press to choose. Where several steps share a column, it shows their mean and beside it what lies farthest from that, so that no extreme is lost.',
    differences: 'Where several steps share a column, the difference of their means is shown.',
    oneScale:
      'The run with the edits and the one without have the same colours for the same numbers; the ends of a scale are the largest of both.',
    shown: 'Shown',
    runs: { now: 'now', before: 'before', difference: 'difference' },
    summary: 'Columns of several steps',
    summaries: { both: 'mean and extreme', mean: 'mean', low: 'lowest', high: 'highest' },
    order: 'Units in order of',
    orders: {
      place: 'their number',
      mean: 'mean',
      variance: 'variance',
      saturation: 'saturation',
      similarity: 'similarity',
    },
    of: 'Of',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    earlier: 'Earlier steps',
    later: 'Later steps',
    whole: 'Whole run',
    overview: 'Steps that are shown',
    window: (first: number, last: number, count: number) => `steps ${first} to ${last} of ${count}`,
    input: 'input',
    map: (word: string) => `step and unit of the ${word}`,
    picture: (word: string, units: number, first: number, last: number) =>
      `${word}, ${units} units, steps ${first} to ${last}`,
    one: (symbol: string, step: string, unit: number, number: string) =>
      `${symbol}, step ${step}, unit ${unit}: ${number}`,
    several: (symbol: string, from: number, to: number, unit: number) =>
      `${symbol}, steps ${from} to ${to}, unit ${unit}`,
    between: (mean: string, low: string, high: string) => `mean ${mean}, from ${low} to ${high}`,
    noNumber: '–',
    signed: 'signed',
    gates: 'Blue: high activation | Red: low activation',
    scale: (symbols: string) => `Signed: ${symbols}`,
    changes: (symbols: string) => `Now − before: ${symbols}`,
    step: 'step',
    table: (word: string, first: number, last: number) => `${word}, steps ${first} to ${last}`,
    more: (columns: number) =>
      `The table begins where the map does; saved as CSV, the numbers are those of all ${columns} columns.`,
    unitHead: 'unit',
    unitRow: (unit: number) => `unit ${unit}`,
    stepHead: (step: number) => `step ${step}`,
    stepsHead: (from: number, to: number) => `mean of ${from}–${to}`,
  },
  arithmetic: { waiting: 'Reading the numbers …', channel: (k: number) => `x[${k}]` },
  keys: {
    where: 'They work wherever no control uses them itself.',
    units: 'the unit above, below, in the order shown',
    back: 'back by one in the arithmetic',
    zoom: 'the whole run, zoom in, zoom out',
    window: 'earlier steps, later steps',
  },
  edits: {
    title: 'Interactive Gate Manipulation',
    units: 'Units',
    steps: 'Steps',
    all: 'all',
    unit: (unit: number) => `selected (${unit})`,
    unitAndProjection: (unit: number, projection: number) =>
      `selected (${unit}; of the projection ${projection})`,
    this: (step: number) => `this one (${step})`,
    onward: (step: number) => `from ${step} on`,
    took: (seconds: string) => `It took ${seconds} s.`,
    refused: (why: string) => `This edit was not run. ${why}`,
    none: 'What was opened cannot be run again: its values are shown, and edits need a layer’s weights.',
    caption: {
      live: 'Move a slider: the whole model is run again on this machine with the edit in force, and its output is compared.',
      layer:
        'Move a slider: the layer is run again by itself, from its recorded input. No model stands behind it, so nothing further follows.',
    },
    effect: {
      output: 'The model’s output',
      h: 'The layer’s output h',
      largest: (number: string) => `The largest difference is ${number}.`,
      same: 'It does not change at all.',
      of: (name: string) => `${name}:`,
      caption: (name: string) => `${name}, before and with the edits`,
      captionOfFirst: (name: string, count: number, all: number) =>
        `${name}, before and with the edits, the first ${count} of ${all} numbers`,
      ends: (low: string, high: string) => `from ${low} to ${high}`,
      before: 'before',
      after: 'edited',
      difference: 'difference',
      place: 'place',
    },
    chip: (value: string, action: string, where: string) => `${value} ${action}, ${where}`,
    sayClamp: (amount: string) => `clamped to ${amount}`,
    sayScale: (amount: string) => `scaled by ${amount}`,
    sayShift: (amount: string) => `shifted by ${amount}`,
    where: (units: string, steps: string) => `${units}, ${steps}`,
    allUnits: 'all units',
    oneUnit: (unit: number) => `unit ${unit}`,
    allSteps: 'all steps',
    oneStep: (step: number) => `step ${step}`,
    someSteps: (first: number, last: number) => `steps ${first}–${last}`,
  },
};
