import type { Words } from '../words.svelte';

export const equations: Words['equations'] = {
  foundations: '数学基础',
  title: (title) => `${title} 方程`,
  numbers: (step, unit) => `数值：第 ${step} 步，神经元 ${unit}，已舍入。`,
  ends: (low, high) => `0 ${low} – 1 ${high}`,
  edited: (raw) => `= ${raw}，改动为`,
  shown: '当前',
  form: (text) => `：${text}`,
  gating: {
    title: (title, unit) => `${title}，神经元 ${unit}`,
    table: (title) => `${title}：传下去的部分`,
    direct: '直接路径',
    all: '所有路径',
    at: (step) => `第 ${step} 步`,
    from: '从第 2 步起的连乘积',
    between: (last) => `第 2–${last} 步的连乘积`,
  },
};
