import type { Words } from '../words.svelte';

export const gradient: Words['gradient'] = {
  networks: '网络',
  kinds: { untrained: '未训练', trained: '训练好的', here: '在此训练的' },
  said: { untrained: '未训练的', trained: '训练好的', here: '刚训练的', partly: '训练到一半的' },
  caption: (title, kind) => `${title}：${kind}网络`,
  length: '长度',
  steps: (count) => `${count} 步`,
  forgetBias: 'LSTM 的遗忘门偏置',
  stepsBack: '往回的步数',
  below: '更小',
  shaded: '阴影：比训练时更长',
  median: (curve) => `${curve}，中位数`,
  tenth: (curve) => `${curve}，10% 分位`,
  ninetieth: (curve) => `${curve}，90% 分位`,
  sequences: (count, task) => `共 ${count} 个“${task}”序列。`,
  computing: '正在计算梯度。',
  describe: (kind, lags, ends) =>
    `${kind}网络往回 ${lags} 步的梯度中位数（往回一步为 1）：${ends.join('，')}。`,
  end: (label, share) => `${label} ${share}`,
  belowFloor: (floor) => `小于 ${floor}`,
};
