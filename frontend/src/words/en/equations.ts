/** The equations, with the numbers of the current step under them. */
export const equations = {
  foundations: 'Mathematical Foundations',
  title: (title: string) => `${title} Equations`,
  numbers: (step: number, unit: number) => `The numbers: step ${step}, unit ${unit}, rounded.`,
  ends: (low: string, high: string) => `0 ${low} – 1 ${high}`,
  edited: (raw: string) => `= ${raw}, edited to`,
  shown: 'shown',
  form: (text: string) => `: ${text}`,
  gating: {
    title: (title: string, unit: number) => `${title}, unit ${unit}`,
    table: (title: string) => `${title}: what is carried on`,
    direct: 'direct path',
    all: 'all paths',
    at: (step: number) => `at step ${step}`,
    from: 'product, from step 2',
    between: (last: number) => `product, steps 2–${last}`,
  },
};
