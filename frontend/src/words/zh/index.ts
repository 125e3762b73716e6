/**
 * Every text of the page in Chinese (Simplified), one word for one thing:
 *
 * recurrent network 循环神经网络 · cell 单元（LSTM 单元）· unit 神经元 · layer 层
 * cell state 细胞状态 · hidden state 隐藏状态 · memory 记忆 · candidate 候选值
 * forget gate 遗忘门 · input gate 输入门 · output gate 输出门 · reset gate 重置门
 * update gate 更新门 · open, shut 打开、关闭 · activation 激活 · pre-activation 预激活值
 * gating 门控 · plain RNN 普通 RNN · weights 权重 · bias 偏置 · forget bias 遗忘门偏置
 * sequence 序列 · step 第 n 步、时间步 · training step 训练步数 · checkpoint 检查点
 * seed 随机种子 · sample 样本 · task 任务 · target 目标 · score 得分 · loss 损失
 * learning rate 学习率 · optimiser 优化器 · batch 批 · gradient 梯度 · clip 裁剪
 * to fade 消失 · lag 间隔 · norm 范数 · median 中位数 · range 范围
 * store 存入 · recall 取回 · ignore 忽略 · edit 改动 · clamp 固定为 · scale 缩放 · shift 平移
 * as computed 按计算 · before 改动前 · heat map 热图 · arithmetic 算式 · rounding 舍入
 *
 * A space stands between Chinese and Latin letters or digits; punctuation is full-width, quotation
 * marks are “ ”. Symbols of equations stay as they are.
 */
import type { Words } from '../words.svelte';
import { arithmetic } from './arithmetic';
import { article } from './article';
import { cells } from './cells';
import { configuration } from './configuration';
import { diagram } from './diagram';
import { equations } from './equations';
import { experiment } from './experiment';
import { experiments } from './experiments';
import { gradient } from './gradient';
import { input } from './input';
import { lessons } from './lessons';
import { link } from './link';
import { manipulation } from './manipulation';
import { measured } from './measured';
import { page } from './page';
import { parts } from './parts';
import { saving } from './saving';
import { stack } from './stack';
import { tasks } from './tasks';
import { training } from './training';
import { transport } from './transport';

export const zh: Words = {
  arithmetic,
  article,
  cells,
  configuration,
  diagram,
  equations,
  experiment,
  experiments,
  gradient,
  input,
  lessons,
  link,
  manipulation,
  measured,
  page,
  parts,
  saving,
  stack,
  tasks,
  training,
  transport,
};
