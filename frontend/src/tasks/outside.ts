/** Where a sequence leaves what the models were trained on. */
import type { Channel, Rows, Task } from './task';

/** One sentence for each way in which it does; none where it does not. Steps count from 1. */
export function outside(task: Task, x: Rows): string[] {
  const [shortest, longest] = task.trainedOn;
  const range = shortest === longest ? `${longest}` : `${shortest} to ${longest}`;
  const isLength = x.length >= shortest && x.length <= longest;
  return [
    ...(isLength
      ? []
      : [`The models were trained on ${range} steps; this sequence has ${x.length}.`]),
    ...task.channels.flatMap((channel, index) =>
      ofChannel(
        channel,
        x.map((row) => row[index]!),
      ),
    ),
    ...bothFlags(task, x),
    ...(task.outside?.(x) ?? []),
  ];
}

function ofChannel({ name, kind, min, max }: Channel, numbers: number[]): string[] {
  const isKnown = (number: number) =>
    kind === 'flag' ? number === min || number === max : number >= min && number <= max;
  const steps = numbers.flatMap((number, step) => (isKnown(number) ? [] : [step + 1]));
  const known = kind === 'flag' ? `${min} or ${max}` : `${min} to ${max}`;
  return steps.length === 0
    ? []
    : [`The models were trained on ${name} ${known}; step ${steps.join(', ')} is outside.`];
}

/** In training at most one flag of a step was up. */
function bothFlags(task: Task, x: Rows): string[] {
  const flags = task.channels.flatMap(({ kind }, index) => (kind === 'flag' ? [index] : []));
  const isUp = (row: readonly number[]) => flags.filter((index) => row[index]! > 0.5).length > 1;
  const steps = x.flatMap((row, step) => (isUp(row) ? [step + 1] : []));
  const names = flags.map((index) => task.channels[index]!.name).join(' and ');
  return steps.length === 0
    ? []
    : [`In training ${names} never came together; at step ${steps.join(', ')} they do.`];
}
