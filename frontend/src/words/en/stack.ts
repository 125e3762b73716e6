/** What stands over time on one axis: heat maps, and the networks' hidden states and outputs. */
export const stack = {
  step: 'step',
  stepOnAxis: (of: string) => `step on the axis of ${of}`,
  stepOf: (step: number, count: number, name: string | null) =>
    `step ${step} of ${count}${name === null ? '' : `, ${name}`}`,
  stepHead: (step: number) => `step ${step}`,
  at: (name: string, step: number) => `${name}, step ${step}`,
  maps: {
    title: (title: string) => `${title} Gate Activations Over Time`,
    caption: (title: string, shown: string) => `${title}: ${shown}`,
    shown: 'Shown',
    views: { now: 'now', before: 'before', difference: 'difference' },
    difference: 'now − before',
    of: {
      now: (words: string) => words,
      before: (words: string) => `${words}, before`,
      difference: (words: string) => `${words}, now − before`,
    },
    ends: (low: string, high: string) => `${low} – ${high}`,
    signed: 'signed',
    gateLegend: 'Blue: high activation | Red: low activation',
    signedLegend: (symbols: readonly string[]) => `Signed: ${symbols.join(', ')}`,
    differenceLegend: (symbols: readonly string[]) => `Now − before: ${symbols.join(', ')}`,
    alternative: (of: string, units: number, steps: number, here: string) =>
      `${of}, ${units} units by ${steps} steps; ${here}`,
    here: (step: number, unit: number, value: string) => `at step ${step} unit ${unit} is ${value}`,
    unitHead: 'unit',
    row: (symbol: string, unit: number) => `${symbol} unit ${unit}`,
    tip: (name: string, step: number, unit: number, value: string) =>
      `${name}, step ${step}, unit ${unit}: ${value}`,
    surface: (title: string, words: string) => `step and unit of the ${title}'s ${words}`,
    place: (step: number, unit: number, value: string) => `step ${step}, unit ${unit}: ${value}`,
  },
  chart: {
    alternative: (name: string, count: number, step: number, said: readonly string[]) =>
      `${name}, ${count} steps; at step ${step}: ${said.join(', ')}`,
    value: (name: string, value: string) => `${name} ${value}`,
    none: 'none',
    line: 'line',
    target: 'target',
    asItWas: 'as it was',
    was: (title: string) => `${title} as it was`,
  },
  hidden: {
    title: (titles: readonly string[]) => `${titles.join(' vs ')} Hidden State Comparison`,
    summary: 'Summary of h',
    hint: 'state over time',
    table: (label: string) => `${label} state over time`,
    choices: {
      average: 'average',
      size: 'mean of |h|',
      unit: 'selected units',
      norm: 'norm',
    },
    labels: {
      average: 'Average hidden',
      size: 'Mean of |h|',
      unit: 'Selected units',
      norm: 'Norm of h',
    },
    unit: (title: string, unit: number) => `${title} unit ${unit}`,
    captions: {
      average: () =>
        'Average hidden state values over time for both architectures. ' +
        'A plain average cancels units of opposite sign; the mean of |h| does not.',
      size: () => 'How far from zero the hidden units are on average, whatever their signs.',
      unit: (units: readonly string[]) =>
        `The hidden state of ${units.join(', ')}. A unit of one has nothing to do with one of the other.`,
      norm: () => 'The length of the hidden state as a vector. It grows with the number of units.',
    },
  },
  output: {
    outputs: 'the outputs',
    output: 'Output',
    probability: 'Probability',
    difference: 'Difference',
    network: 'of the network',
    number: (words: string) => `Output: ${words}.`,
    table: (caption: string, steps: number) => `${caption} ${steps} steps`,
    says: (title: string) => `${title} says`,
    ofRight: 'of the right answer',
    of: (answer: string) => `of “${answer}”`,
    right:
      'How probable the right answer is for each network at each step. Above: the right answers, ' +
      'and each network’s most probable answer after each step.',
    one: (answer: string) =>
      `How probable “${answer}” is for each network: the right answer. ` +
      'Above: each network’s most probable answer after each step.',
    unasked: (answer: string, title: string) =>
      `How probable “${answer}” is for each network: nobody has said what is right for an edited ` +
      `sequence, so this is the ${title}'s answer. ` +
      'Above: each network’s most probable answer after each step.',
    bars: (step: number, letter: string | null) =>
      `How probable each answer is at step ${step}${letter === null ? '' : `, after “${letter}”`}`,
    barsKey: (caption: string, left: string, right: string) =>
      `${caption}; left of each pair ${left}, right of it ${right}.`,
    barsKeyFramed: (caption: string, left: string, right: string) =>
      `${caption}; left of each pair ${left}, right of it ${right}; the right answer is framed.`,
    barsAlternative: (caption: string, said: readonly string[]) => `${caption}: ${said.join('; ')}`,
    most: (name: string, answer: string, share: string) =>
      `${name} most of all “${answer}”, ${share}`,
    rightIs: (answer: string) => `right is “${answer}”`,
    percent: (percent: number) => `${percent} %`,
    best: (answer: string, percent: number) => `${answer} (${percent} %)`,
    networkHead: 'network',
  },
};
