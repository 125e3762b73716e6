/** The papers that the article leans on. */
export interface Reference {
  /** As the text cites it. */
  readonly short: string;
  readonly full: string;
}

export const REFERENCES = {
  bengio1994: {
    short: 'Bengio et al. 1994',
    full:
      'Y. Bengio, P. Simard, P. Frasconi: Learning long-term dependencies with gradient descent is ' +
      'difficult. IEEE Transactions on Neural Networks 5(2), 1994.',
  },
  hochreiter1997: {
    short: 'Hochreiter & Schmidhuber 1997',
    full: 'S. Hochreiter, J. Schmidhuber: Long short-term memory. Neural Computation 9(8), 1997.',
  },
  gers2000: {
    short: 'Gers et al. 2000',
    full:
      'F. A. Gers, J. Schmidhuber, F. Cummins: Learning to forget: continual prediction with LSTM. ' +
      'Neural Computation 12(10), 2000.',
  },
  pascanu2013: {
    short: 'Pascanu et al. 2013',
    full:
      'R. Pascanu, T. Mikolov, Y. Bengio: On the difficulty of training recurrent neural networks. ' +
      'ICML 2013.',
  },
  cho2014: {
    short: 'Cho et al. 2014',
    full:
      'K. Cho, B. van Merriënboer, C. Gulcehre, D. Bahdanau, F. Bougares, H. Schwenk, Y. Bengio: ' +
      'Learning phrase representations using RNN encoder–decoder for statistical machine ' +
      'translation. EMNLP 2014.',
  },
  chung2014: {
    short: 'Chung et al. 2014',
    full:
      'J. Chung, C. Gulcehre, K. Cho, Y. Bengio: Empirical evaluation of gated recurrent neural ' +
      'networks on sequence modeling. arXiv:1412.3555, 2014.',
  },
  jozefowicz2015: {
    short: 'Jozefowicz et al. 2015',
    full:
      'R. Jozefowicz, W. Zaremba, I. Sutskever: An empirical exploration of recurrent network ' +
      'architectures. ICML 2015.',
  },
  greff2017: {
    short: 'Greff et al. 2017',
    full:
      'K. Greff, R. K. Srivastava, J. Koutník, B. R. Steunebrink, J. Schmidhuber: LSTM: a search ' +
      'space odyssey. IEEE Transactions on Neural Networks and Learning Systems 28(10), 2017.',
  },
  vaswani2017: {
    short: 'Vaswani et al. 2017',
    full:
      'A. Vaswani, N. Shazeer, N. Parmar, J. Uszkoreit, L. Jones, A. N. Gomez, Ł. Kaiser, ' +
      'I. Polosukhin: Attention is all you need. NIPS 2017.',
  },
  weiss2018: {
    short: 'Weiss et al. 2018',
    full:
      'G. Weiss, Y. Goldberg, E. Yahav: On the practical computational power of finite precision ' +
      'RNNs for language recognition. ACL 2018.',
  },
  gu2023: {
    short: 'Gu & Dao 2023',
    full:
      'A. Gu, T. Dao: Mamba: linear-time sequence modeling with selective state spaces. ' +
      'arXiv:2312.00752, 2023.',
  },
} as const satisfies Readonly<Record<string, Reference>>;

export type ReferenceKey = keyof typeof REFERENCES;
