/** Where a sequence leaves what the models were trained on. */
import type { Channel, Rows, Task, Texts } from './task';

/** One sentence for each way in which it does; none where it does not. Steps count from 1. */
export function outside(task: Task, x: Rows): string[] {
  const [shortest, longest] = task.trainedOn;
  const texts = task.texts.outside;
  const isLength = x.length >= shortest && x.length <= longest;
  return [
    ...(isLength ? [] : [texts.length(shortest, longest, x.length)]),
    ...task.channels.flatMap((channel, index) =>
      ofChannel(
        texts,
        channel,
        x.map((row) => row[index]!),
      ),
    ),
    ...bothFlags(task, x),
    ...(task.outside?.(x) ?? []),
  ];
}

function ofChannel(
  texts: Texts['outside'],
  { name, kind, min, max }: Channel,
  numbers: number[],
): string[] {
  const isKnown = (number: number) =>
    kind === 'flag' ? number === min || number === max : number >= min && number <= max;
  const steps = numbers.flatMap((number, step) => (isKnown(number) ? [] : [step + 1]));
  const say = kind === 'flag' ? texts.flag : texts.number;
  return steps.length === 0 ? [] : [say(name, min, max, steps)];
}

/** In training at most one flag of a step was up. */
function bothFlags(task: Task, x: Rows): string[] {
  const flags = task.channels.flatMap(({ kind }, index) => (kind === 'flag' ? [index] : []));
  const isUp = (row: readonly number[]) => flags.filter((index) => row[index]! > 0.5).length > 1;
  const steps = x.flatMap((row, step) => (isUp(row) ? [step + 1] : []));
  const names = flags.map((index) => task.channels[index]!.name);
  return steps.length === 0 ? [] : [task.texts.outside.together(names, steps)];
}
