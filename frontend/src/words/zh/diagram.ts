import type { Words } from '../words.svelte';

export const diagram: Words['diagram'] = {
  label: (title) => `${title} 单元，当前步的各个值`,
  input: '输入',
  inputNode: '输入 x',
  before: (word) => `上一步的${word}`,
  named: (word, symbol) => `${word} ${symbol}`,
  preActivation: (word) => `${word}，非线性函数之前`,
  product: (text) => `乘积 ${text}`,
  peephole: (text) => `窥孔 ${text}`,
  sum: (text) => `和 ${text}`,
  from: (text, of) => `${text}，来自${of}`,
  noValue: '没有值',
  value: (unit, now) => `神经元 ${unit} 的值：${now}`,
  valueWas: (unit, now, was) => `神经元 ${unit} 的值：${now}，原为 ${was}`,
  described: (name, value) => `${name}，${value}`,
  edited: (name, value) => `${name}，${value}，已改动`,
  out: (name, value) => `${name}，输出到层外，${value}`,
  handedOn: (name, value) => `${name}，传给下一步，${value}`,
};
