import type { Words } from '../words.svelte';

const COUNT = new Intl.NumberFormat('zh-CN');

const SETUP = {
  task: '任务',
  hiddenSize: '隐藏层大小',
  seed: '随机种子',
  forgetBias: '遗忘门偏置',
  reset: 'GRU 重置的位置',
};

export const training: Words['training'] = {
  title: '在此训练',
  controls: '在页面中训练',
  train: '训练',
  trainOn: '继续训练',
  pause: '暂停',
  once: '训练一步',
  stop: '停止',
  keep: '保存为检查点',
  count: (count) => COUNT.format(count),
  keptLabel: '显示：保存的检查点，或当前',
  keptSlider: '显示的检查点',
  kept: (step) => `第 ${step} 步`,
  keptOfRun: (step, run) => `第 ${run} 次训练的第 ${step} 步`,
  now: '当前',
  loss: {
    title: '在页面中训练时的损失',
    caption: '各网络在其训练批上的损失，对数刻度；步数很多时取平均。',
    none: (title) => `${title}：还没有训练任何一步。`,
    describe: (title, steps, curves) =>
      `${title}（对数刻度），共 ${steps} 步：${curves.join('，')}。`,
    head: '截至步数',
    axis: '训练步数',
  },
  optimiser: '优化器',
  rate: '学习率',
  clip: '梯度裁剪至',
  batch: '批大小',
  step: '步数',
  sequences: '已见序列',
  seconds: '秒',
  score: (name) => `${name}（在训练从未见过的序列上）`,
  problem: (problem) => [
    `页面无法训练：${problem}。训练需要能够启动 worker 的浏览器；由 `,
    { code: 'gatescope' },
    ' 提供的页面允许这样做。',
  ],
  lengths: (shortest, longest) =>
    shortest === longest ? `${longest}` : `${shortest} 到 ${longest}`,
  describe: ({ task, steps, batch, clip, optimiser, rate }) =>
    `每一步，三个网络看到同样的 ${batch} 个新抽取的“${task}”序列（长 ${steps} 步）。` +
    `损失的梯度穿过序列的所有步；长度超过 ${clip} 时缩短到 ${clip}；` +
    `然后由 ${optimiser} 以保持不变的学习率 ${rate} 更新权重。`,
  bundled: (steps) => `页面自带的网络在训练时，学习率在 ${steps} 步内降到零。`,
  bundledWithNoise: (steps) =>
    `页面自带的网络在训练时，学习率在 ${steps} 步内降到零，并且在门上加了噪声，促使门做出明确的取舍。`,
  diverged: (title, step, rise, goodStep) =>
    `${title} 在第 ${step} 步发散：损失升到初始值的 ${rise} 倍以上，或已不是数。` +
    `它的权重已恢复到第 ${goodStep} 步之前。`,
  afterDivergence:
    '已发散的网络在这次训练中不再继续。请尝试更低的学习率，或把梯度裁剪到更小的长度，然后重新训练。',
  said: {
    first: '正在从随机权重开始训练。',
    again: '继续训练。',
    paused: '已暂停。',
    stopped: '已停止。再次训练将从随机权重开始。',
    kept: (step) => `已保存第 ${step} 步的网络。`,
    ended: (step, changed) =>
      `训练在第 ${step} 步结束，因为${changed.map((part) => SETUP[part]).join('和')}改变了。`,
  },
};
