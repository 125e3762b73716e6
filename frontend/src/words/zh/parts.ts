import type { Words } from '../words.svelte';

export const parts: Words['parts'] = {
  introduction: '引言',
  fading: '梯度如何消失',
  innovations: '关键创新',
  configuration: '设置',
  animation: '动画',
  cells: 'LSTM 单元与 GRU 单元',
  input: '输入序列',
  lstm: 'LSTM 各门随时间的激活',
  gru: 'GRU 各门随时间的激活',
  manipulation: '动手操控各门',
  arithmetic: '算式',
  comparison: 'LSTM 与 GRU 的隐藏状态比较',
  equations: 'LSTM 方程与 GRU 方程',
  gating: '门控为何有效',
  functions: '各门的作用',
  measured: 'LSTM 与 GRU 的比较',
  takeaways: '要点总结',
  experiments: '实验：“试一试”与“看一看”',
};
