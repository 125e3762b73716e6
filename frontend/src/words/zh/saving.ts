import type { Words } from '../words.svelte';

export const saving: Words['saving'] = {
  save: '保存',
  picture: (caption) => `图片：${caption}`,
  of: (caption) => `：${caption}`,
  refused: (format, problem) => `无法生成 ${format}：${problem}`,
  showAsTable: '显示为表格',
  saveAsCsv: '保存为 CSV',
  file: '图',
};
