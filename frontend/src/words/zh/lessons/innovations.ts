import type { Words } from '../../words.svelte';

export const innovations: Words['lessons']['innovations'] = {
  lstm: {
    states: { text: '细胞状态与隐藏状态分开', but: '一个用来保存，一个用来输出' },
    gates: { text: '三个门：遗忘门、输入门和输出门' },
    control: { text: '明确的记忆控制机制', but: 'f 擦除，i 写入' },
    dependencies: { text: '更善于学习长期依赖', but: '一般而言，与普通 RNN 相比' },
  },
  gru: {
    simpler: { text: '结构更简单，参数更少', but: '三个学习层，而不是四个' },
    gates: { text: '两个门：重置门和更新门' },
    combined: { text: '把遗忘门和输入门合二为一', but: 'z 替换了什么，也就忘掉了什么' },
    performance: { text: '性能往往与 LSTM 相当', but: '并非在每个任务上都如此' },
  },
};
