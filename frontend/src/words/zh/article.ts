import type { Words } from '../words.svelte';

export const article: Words['article'] = {
  features: (title) => `${title} 的特点`,
  pointing: '指向其中一条：下方结构图中它所说的部分会亮起。',
  sentence: (text) => `${text}。`,
  ends: (low, high) => `0 ${low} – 1 ${high}`,
  cited: (papers) => papers.join('；'),
  papers: '参考文献',
};
