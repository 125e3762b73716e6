import type { Words } from '../words.svelte';

export const configuration: Words['configuration'] = {
  task: '任务',
  weights: { label: '权重', trained: '训练好的', random: '随机', here: '在此训练' },
  reset: { label: 'GRU：重置作用于', before: '矩阵乘积之前', after: '矩阵乘积之后' },
  z: { label: 'GRU：z 打开时', new: '取新值', old: '保留旧值' },
  hiddenSize: '隐藏层大小',
  seed: '随机种子',
  forgetBias: '遗忘门偏置',
  size: (title, units, parameters) => `${title}：${units} 个神经元，${parameters} 个参数`,
  training: {
    label: '训练过程',
    step: '训练步数',
    place: (step, last) => `${step} / ${last}`,
    watch: '观看学习过程',
    stop: '停止',
    score: (name) => `${name}：`,
    loss: '损失（对数刻度）',
    lossTitle: '训练中的损失',
    lossOf: (title, from, to) => `${title} 从 ${from} 到 ${to}`,
    lossSummary: (curves) => `训练中的损失（对数刻度）：${curves.join('，')}`,
    lossHead: '训练步数',
  },
};
