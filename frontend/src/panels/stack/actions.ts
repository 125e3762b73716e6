import type { Channel } from '../../tasks';

/** What a step does whose flags are all down. */
export const NO_ACTION = 'ignore';

/** The channels of a kind, by their places in a row. */
export function channelsOf(channels: readonly Channel[], kind: Channel['kind']): readonly number[] {
  return channels.flatMap((channel, index) => (channel.kind === kind ? [index] : []));
}

/** A step's flags as one word: the one that is up, or that there is none. */
export function actionAt(row: readonly number[], channels: readonly Channel[]): string {
  const up = channelsOf(channels, 'flag').filter((index) => row[index] > 0.5);
  return up.map((index) => channels[index].name).join(' + ') || NO_ACTION;
}

/** The words to choose from. */
export function actionsOf(channels: readonly Channel[]): readonly string[] {
  return [...channelsOf(channels, 'flag').map((index) => channels[index].name), NO_ACTION];
}

/** A row with the flag of that name up and the others down. */
export function withAction(
  row: readonly number[],
  channels: readonly Channel[],
  action: string,
): readonly number[] {
  return row.map((value, index) => {
    const { kind, name, min, max } = channels[index];
    if (kind !== 'flag') return value;
    return name === action ? max : min;
  });
}
