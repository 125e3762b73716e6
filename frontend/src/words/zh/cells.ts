import type { Words } from '../words.svelte';

export const cells: Words['cells'] = {
  own: {
    'forget gate': '遗忘门',
    'input gate': '输入门',
    'output gate': '输出门',
    'reset gate': '重置门',
    'update gate': '更新门',
    candidate: '候选值',
    'candidate, from the input': '候选值（来自输入）',
    'candidate, from the past': '候选值（来自过去）',
    'cell state': '细胞状态',
    'hidden state': '隐藏状态',
    erase: '擦除',
    keep: '保留',
    ignore: '忽略',
    write: '写入',
    hide: '隐藏',
    show: '显示',
    'ignore past': '忽略过去',
    'use past': '使用过去',
    replace: '替换',
  },
};
