import type { Words } from '../../words.svelte';

export const comparison: Words['lessons']['comparison'] = {
  aspects: {
    gates: {
      aspect: '门',
      lstm: '3 个门（遗忘门、输入门、输出门）',
      gru: '2 个门（重置门、更新门）',
    },
    parameters: { aspect: '参数', lstm: '参数较多', gru: '参数较少' },
    memory: { aspect: '记忆', lstm: '细胞状态与隐藏状态分开', gru: '只有隐藏状态' },
    performance: { aspect: '性能', lstm: '在复杂任务上更好', gru: '往往相当，训练更快' },
  },
  merits: { score: '得分更好', steps: '所需步数更少', seconds: '每步用时更短' },
  caption:
    '各种子的中位数，其下是范围；每个点代表一个种子。两个范围重叠时，没有明显差别。' +
    '这些是小网络在小任务上的结果：这些数字并不说明更多。',
};
