import type { Words } from '../words.svelte';

export const transport: Words['transport'] = {
  first: '第一步',
  previous: '上一步',
  next: '下一步',
  last: '最后一步',
  play: '播放',
  pause: '暂停',
  speed: '速度',
  step: '时间步',
  current: (step, count) => `当前时间步：${step} / ${count}`,
  slow: '慢动作',
  stage: (stage) => `：${stage}`,
  stages: {
    inputs: '输入',
    gates: '门',
    candidate: '候选值',
    memory: '记忆',
    output: '输出',
  },
  target: (step) => `第 ${step} 步：目标`,
  openArithmetic: '打开它的算式',
  output: (title, said) => `${title} 的输出 ${said}`,
  was: (said) => `（原为 ${said}）`,
};
