import type { Words } from '../words.svelte';

const PIXELS = Array.from({ length: 8 }, (_, k) => k + 1);

export const tasks: Words['tasks'] = {
  own: {
    'Store and recall': '存入与取回',
    'At a recall, say the value that was stored last; at every other step, say 0. Before the first store there is nothing to say: 0.':
      '取回时，说出最近一次存入的值；其余各步都说 0。第一次存入之前没有可说的，也是 0。',
    value: '数值',
    'the value offered': '这一步给出的数值',
    store: '存入',
    '1: store the value': '1: 存入这个数值',
    recall: '取回',
    '1: say what was stored last': '1: 说出最近一次存入的值',
    'the value stored last, at a recall; otherwise 0': '取回时为最近一次存入的值，否则为 0',
    'mean squared error at 30 steps': '30 步序列上的均方误差',

    Adding: '加法',
    'Two of the values are marked; at the last step, say their sum.':
      '有两个数值带有标记；在最后一步，说出它们的和。',
    add: '相加',
    '1: the value is one of the two to be added': '1: 这个数值是要相加的两个数之一',
    'the sum of the two marked values, read after the last step':
      '两个带标记的数值之和，在最后一步之后读出',

    Brackets: '括号',
    'Brackets of three kinds are opened and closed, the last one opened first. After each, say which closing bracket is due now, or none.':
      '三种括号不断打开和关闭，后打开的先关闭。每读入一个括号，说出此时应当出现哪一种右括号，或者没有。',
    'the closing bracket that is due': '应当出现的右括号',
    none: '无',
    'share of steps answered rightly in strings of 24 brackets':
      '24 个括号的串中回答正确的步所占比例',

    'Counting aⁿbⁿ': '计数 aⁿbⁿ',
    'A word is some a, then as many b. After each letter, say what may come next: a or b; only b; or only the end.':
      '一个词先是若干个 a，再是同样多的 b。每读入一个字母，说出接下来可以出现什么：a 或 b、只有 b，或者只有结束。',
    '1: the letter is a': '1: 这个字母是 a',
    '1: the letter is b': '1: 这个字母是 b',
    'what may come next': '接下来可以出现什么',
    'a or b': 'a 或 b',
    'share of n from 1 to 50 with every step right': 'n 从 1 到 50 中每一步都回答正确的比例',

    'Digits, row by row': '逐行读数字',
    'Read a handwritten digit from top to bottom, one row of eight pixels a step; after the last row, say which digit it is.':
      '从上到下读一个手写数字，每一步读一行八个像素；读完最后一行后，说出它是哪个数字。',
    'how probable each digit is, read after the last row': '每个数字的概率，在最后一行之后读出',
    'share of held-out images read rightly': '留出图像中识别正确的比例',

    Sunspots: '太阳黑子',
    'Read the sunspot number of each year; at every step, say next year’s.':
      '逐年读入太阳黑子数；每一步都说出下一年的太阳黑子数。',
    sunspots: '太阳黑子数',
    'the year’s mean sunspot number': '当年的平均太阳黑子数',
    'next year’s sunspot number': '下一年的太阳黑子数',
    'root mean squared error, one year ahead, in held-out years':
      '留出年份上提前一年预测的均方根误差',

    'Names, letter by letter': '逐字母读人名',
    'Read a given name letter by letter; after each, say how probable each letter is to come next, and that the name ends.':
      '逐个字母读一个人名；每读一个字母，说出下一个是各个字母的概率，以及名字到此结束的概率。',
    'the next letter, or the end of the name': '下一个字母，或名字结束',
    end: '结束',
    'cross-entropy of the next letter in held-out names, in nats':
      '留出人名中下一个字母的交叉熵（单位：奈特）',
    ...Object.fromEntries(PIXELS.map((k) => [`pixel_${k}`, `像素 ${k}`])),
    ...Object.fromEntries(PIXELS.map((k) => [`ink in column ${k}`, `第 ${k} 列的墨量`])),
  },
  word: { letter: '字母', symbol: '符号' },
  oneOf: (letters) => `${letters.slice(0, -1).join('、')} 或 ${letters.at(-1)}`,
  letterBetween: (first, last) => `${first} 到 ${last} 之间的一个字母`,
  typed: {
    length: (least, most, word, got) =>
      `应为 ${least} 到 ${most} 个${word}，${got ? `得到 ${got} 个` : '但什么也没有键入'}。` +
      `请${got > most ? '少' : '多'}键入一些。`,
    letter: (expected, step, got) => `第 ${step} 步应为 ${expected}，得到“${got}”。请重新输入。`,
  },
  outside: {
    length: (shortest, longest, length) =>
      `模型是在 ${shortest === longest ? longest : `${shortest} 到 ${longest}`} 步的序列上训练的；` +
      `这个序列有 ${length} 步。`,
    number: (name, min, max, steps) =>
      `模型训练时，${name}在 ${min} 到 ${max} 之间；第 ${steps.join('、')} 步超出了这个范围。`,
    flag: (name, min, max, steps) =>
      `模型训练时，${name}只取 ${min} 或 ${max}；第 ${steps.join('、')} 步不是这样。`,
    together: (names, steps) =>
      `训练中${names.join('与')}从未同时出现；第 ${steps.join('、')} 步两者同时出现。`,
  },
  storeAndRecall: { about: (steps) => `${steps} 步` },
  adding: {
    about: (steps, marked) => `${steps} 步，其中 ${marked} 步带标记`,
    outside: (usual, marked) => `训练时有 ${usual} 步带标记；这个序列中有 ${marked} 步。`,
  },
  brackets: {
    about: (count, depth, isClosed) =>
      `${count} 个括号，最多同时打开 ${depth} 个，${isClosed ? '已全部关闭' : '尚未全部关闭'}`,
    outside: (usual, depth) =>
      `训练时最多同时打开 ${usual} 个括号；这个串中同时打开了 ${depth} 个。`,
    expectedOne: (step) => `第 ${step} 步应为一个括号。`,
    expectedOpening: (step, got) =>
      `第 ${step} 步应为左括号（此时没有打开的括号），得到 ${got}。请先关闭最后打开的括号。`,
    expectedDue: (due, step, got) =>
      `第 ${step} 步应为左括号或 ${due}，得到 ${got}。请先关闭最后打开的括号。`,
  },
  counting: {
    word: (n) => `n = ${n} 的词`,
    beginning: (a, b) => `一个词的开头：${a} 个 a，${b} 个 b`,
    expectedOne: (step) => `第 ${step} 步应为一个字母。`,
    expectedNoA: (step, isComplete) =>
      `第 ${step} 步应为${isComplete ? '结束' : ' b'}，得到 a：` +
      '词 aⁿbⁿ 中 b 之后不再有 a。请先键入若干个 a，再键入不多于它们的 b。',
    expectedNoB: (step, isComplete) =>
      `第 ${step} 步应为${isComplete ? '结束' : ' a'}，得到 b：` +
      '词 aⁿbⁿ 中的 b 不多于 a。请先键入若干个 a，再键入不多于它们的 b。',
  },
  digits: {
    heldOut: (digit) => `一个手写的 ${digit}，训练时未用过`,
    edited: '一幅改动过的图像',
  },
  names: {
    heldOut: (name) => `人名 ${name}，训练时未用过`,
    typed: (name) => `键入的“${name}”`,
  },
  sunspots: {
    edited: '改动过的年份',
    trainedOn: (first, last) => `${first}–${last} 年，训练时用过`,
    heldOut: (first, last) => `${first}–${last} 年，训练时未用过`,
    heldOutFrom: (first, last, from) => `${first}–${last} 年，其中 ${from} 年起训练时未用过`,
  },
};
