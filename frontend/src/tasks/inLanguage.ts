import { called } from '../words/own';
import type { Channel, Task, Texts } from './task';

/** A task that says what it has to say in the language of those texts. */
export function inLanguage(task: Task, texts: Texts): Task {
  if (texts === task.texts) return task;
  const { output, score, refuse, outside } = task;
  const say = (text: string) => called(texts.own, text);
  return {
    ...task,
    texts,
    title: say(task.title),
    rule: say(task.rule),
    channels: task.channels.map((channel) => channelIn(channel, say)),
    output: {
      ...output,
      words: say(output.words),
      unit: say(output.unit),
      labels: output.labels.map(say),
    },
    score: { ...score, name: say(score.name) },
    about: (x) => task.about(x, texts),
    refuse: refuse && ((x) => refuse(x, texts)),
    outside: outside && ((x) => outside(x, texts)),
  };
}

/** The name of a letter is the letter. */
function channelIn(channel: Channel, say: (text: string) => string): Channel {
  if (channel.kind === 'letter') return channel;
  return { ...channel, name: say(channel.name), words: say(channel.words) };
}
