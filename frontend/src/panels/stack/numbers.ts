import { formatPlain, formatSigned } from '../../marks/format';
import type { Channel } from '../../tasks';

type Range = Pick<Channel, 'min' | 'max' | 'step'>;

/** How many decimals a channel's step has. */
export function decimals({ step }: Pick<Channel, 'step'>): number {
  return step.toString().split('.')[1]?.length ?? 0;
}

/** The nearest number that a hand can set: within the range, a whole number of steps. */
export function snapped(value: number, channel: Range): number {
  const { min, max, step } = channel;
  const within = Math.min(Math.max(value, min), max);
  return Number((Math.round(within / step) * step).toFixed(decimals(channel)));
}

/** A channel's number as it stands under its bar: `−0.6`, `96.4`. */
export function sayInput(value: number, channel: Range): string {
  const digits = decimals(channel);
  const text = channel.min < 0 ? formatSigned(value, digits) : formatPlain(value, digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The value that a key sets on a bar, or null where it sets none. */
export function valueByKey(key: string, value: number, channel: Range): number | null {
  const range = channel.max - channel.min;
  switch (key) {
    case 'ArrowUp':
      return snapped(value + range / 40, channel);
    case 'ArrowDown':
      return snapped(value - range / 40, channel);
    case 'PageUp':
      return snapped(value + range / 8, channel);
    case 'PageDown':
      return snapped(value - range / 8, channel);
    case 'Home':
      return channel.min;
    case 'End':
      return channel.max;
    default:
      return null;
  }
}
