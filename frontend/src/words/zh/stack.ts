import type { Words } from '../words.svelte';

export const stack: Words['stack'] = {
  step: '步',
  stepOnAxis: (of) => `时间轴上的步：${of}`,
  stepOf: (step, count, name) => `第 ${step} 步，共 ${count} 步${name === null ? '' : `，${name}`}`,
  stepHead: (step) => `第 ${step} 步`,
  at: (name, step) => `${name}，第 ${step} 步`,
  maps: {
    title: (title) => `${title} 各门随时间的激活`,
    caption: (title, shown) => `${title}：${shown}`,
    shown: '显示',
    views: { now: '当前', before: '改动前', difference: '差值' },
    difference: '当前 − 改动前',
    of: {
      now: (words) => words,
      before: (words) => `${words}，改动前`,
      difference: (words) => `${words}，当前 − 改动前`,
    },
    ends: (low, high) => `${low} – ${high}`,
    signed: '有正负',
    gateLegend: '蓝：激活高 | 红：激活低',
    signedLegend: (symbols) => `有正负：${symbols.join('、')}`,
    differenceLegend: (symbols) => `当前 − 改动前：${symbols.join('、')}`,
    alternative: (of, units, steps, here) => `${of}，${units} 个神经元，${steps} 步；${here}`,
    here: (step, unit, value) => `第 ${step} 步神经元 ${unit} 的值为 ${value}`,
    unitHead: '神经元',
    row: (symbol, unit) => `${symbol} 神经元 ${unit}`,
    tip: (name, step, unit, value) => `${name}，第 ${step} 步，神经元 ${unit}：${value}`,
    surface: (title, words) => `${title} 的${words}：步与神经元`,
    place: (step, unit, value) => `第 ${step} 步，神经元 ${unit}：${value}`,
  },
  chart: {
    alternative: (name, count, step, said) =>
      `${name}，共 ${count} 步；第 ${step} 步：${said.join('，')}`,
    value: (name, value) => `${name} ${value}`,
    none: '无',
    line: '曲线',
    target: '目标',
    asItWas: '改动前',
    was: (title) => `${title}（改动前）`,
  },
  hidden: {
    title: (titles) => `${titles.join(' 与 ')} 的隐藏状态比较`,
    summary: 'h 的概括方式',
    hint: '随时间的变化',
    table: (label) => `${label}随时间的变化`,
    choices: { average: '平均值', size: '|h| 的平均值', unit: '所选神经元', norm: '范数' },
    labels: {
      average: '平均隐藏状态',
      size: '|h| 的平均值',
      unit: '所选神经元',
      norm: 'h 的范数',
    },
    unit: (title, unit) => `${title} 神经元 ${unit}`,
    captions: {
      average: () =>
        '两种结构的隐藏状态平均值随时间的变化。直接取平均会使符号相反的神经元相互抵消，|h| 的平均值则不会。',
      size: () => '不论正负，各隐藏神经元平均离零有多远。',
      unit: (units) =>
        `${units.join('、')} 的隐藏状态。两个网络中编号相同的神经元之间并没有对应关系。`,
      norm: () => '把隐藏状态看作向量时的长度。神经元越多，它就越大。',
    },
  },
  output: {
    outputs: '输出',
    output: '输出',
    probability: '概率',
    difference: '差值',
    network: '网络的输出',
    number: (words) => `输出：${words}。`,
    table: (caption, steps) => `${caption}共 ${steps} 步`,
    says: (title) => `${title} 的回答`,
    ofRight: '正确答案的概率',
    of: (answer) => `“${answer}”的概率`,
    right:
      '每一步中，各网络给正确答案的概率。上方：正确答案，以及各网络在每一步之后认为最可能的答案。',
    one: (answer) =>
      `各网络给“${answer}”的概率，它是正确答案。上方：各网络在每一步之后认为最可能的答案。`,
    unasked: (answer, title) =>
      `各网络给“${answer}”的概率：改动过的序列没有标准答案，所以这里取 ${title} 的回答。` +
      '上方：各网络在每一步之后认为最可能的答案。',
    bars: (step, letter) =>
      `第 ${step} 步${letter === null ? '' : `（“${letter}”之后）`}各个答案的概率`,
    barsKey: (caption, left, right) => `${caption}；每一对中左为 ${left}，右为 ${right}。`,
    barsKeyFramed: (caption, left, right) =>
      `${caption}；每一对中左为 ${left}，右为 ${right}；方框标出正确答案。`,
    barsAlternative: (caption, said) => `${caption}：${said.join('；')}`,
    most: (name, answer, share) => `${name} 认为最可能的是“${answer}”，${share}`,
    rightIs: (answer) => `正确答案是“${answer}”`,
    percent: (percent) => `${percent}%`,
    best: (answer, percent) => `${answer}（${percent}%）`,
    networkHead: '网络',
  },
};
