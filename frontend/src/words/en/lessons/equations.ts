/** How the equations are to be read, what their two forms mean, and why gating works. */
export const equations = {
  reading:
    'Subscript t is this step, t−1 the step before. [h, x] is one vector after the other; W are ' +
    'weights, b is a bias; ∗ multiplies unit by unit; σ brings any number into 0 to 1, tanh into ' +
    '−1 to 1.',
  reset: {
    before: {
      title: 'Reset before the product',
      text:
        'r multiplies h₋₁, the state before the step, ahead of the matrix, so that a unit whose reset is ' +
        'shut adds nothing to any candidate.',
    },
    after: {
      title: 'Reset after the product',
      text:
        'the matrix mixes all of h₋₁ first, and r multiplies what reaches each candidate: another ' +
        'function, with weights of its own, and the one that fast libraries compute.',
    },
  },
  z: {
    new: {
      title: 'z takes the new',
      text: 'z multiplies the candidate: an open z replaces what was there.',
    },
    old: {
      title: 'z keeps the old',
      text:
        'z multiplies the old state: an open z keeps it. It is the same function, since ' +
        '1 − σ(a) = σ(−a): with the weights of z negated every output stays as it is.',
    },
  },
  gating: {
    title: 'Why gating works',
    text:
      'How much a small change of a state moves the same state one step later. Where a gate stands ' +
      'alone in front of the old state, that gate decides it, and at 1 nothing is lost. An ordinary ' +
      'network sends the old state through a matrix and a tanh at every step instead.',
    rest: '⋯ the paths through the gates',
    caption:
      'Exact derivatives, for the one unit named. “All paths” adds the ways through the gates, ' +
      'which read what came before too. The product runs from step 2 to this one: what is left now of a ' +
      'change made after step 1.',
  },
};
