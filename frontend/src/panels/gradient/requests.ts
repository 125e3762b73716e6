import { fade, type Fade } from '../../cells/gradient';
import type { Cell } from '../../cells/graph';
import { GRU_FORMS, turnZ } from '../../cells/gruForms';
import { encode, randomModel, type Model } from '../../cells/model';
import { TRAINED_GRU, type Catalogue } from '../../state/catalogue';
import type { Reset, SenseOfZ } from '../../state/choice.svelte';
import type { Latest } from '../../state/training.svelte';
import { mostLags } from '../../state/lags';
import { loadTask } from '../../tasks';
import { fixedSequences, SEQUENCES } from './sequences';

/** One network whose fading is wanted; two of the same key are the same. */
export interface FadeRequest {
  readonly key: string;
  readonly model: Model;
  /** Of its curves. */
  readonly ink: string;
  /** Whether its network is one of a training: then the one before it is not called old. */
  readonly isLive?: boolean;
}

export interface FadeChoice {
  readonly task: string;
  readonly weights: 'untrained' | 'trained';
  readonly forgetBias: number;
  readonly reset: Reset;
  readonly z: SenseOfZ;
  /** What is on its way there, or trained in the page: it then stands for the trained ones. */
  readonly live?: Latest | null;
}

const UNTRAINED_SEED = 0;

/** The networks to compare; the LSTM, which has a slider, first. */
export function requests(catalogue: Catalogue, choice: FadeChoice): readonly FadeRequest[] {
  const models = catalogue.models[choice.task];
  const gru = models[TRAINED_GRU[choice.reset]];
  const form = catalogue.cells[GRU_FORMS[choice.reset][choice.z]];
  if (choice.live && choice.weights === 'trained') return liveRequests(choice.live, form);
  return [
    request(models.lstm, 'var(--lstm)', choice),
    request(inForm(gru, form), 'var(--gru)', choice),
    request(models.rnn, 'var(--rnn)', choice),
  ];
}

function liveRequests({ key, models }: Latest, form: Cell): readonly FadeRequest[] {
  const live = (model: Model, ink: string): FadeRequest => ({
    key: `${model.task} ${model.weights.cell.name} live ${key}`,
    model,
    ink,
    isLive: true,
  });
  return [
    live(models.lstm, 'var(--lstm)'),
    live(inForm(models.gru, form), 'var(--gru)'),
    live(models.rnn, 'var(--rnn)'),
  ];
}

function inForm(gru: Model, form: Cell): Model {
  if (gru.weights.cell.name === form.name) return gru;
  return { ...gru, weights: turnZ(gru.weights, form) };
}

function request(trained: Model, ink: string, choice: FadeChoice): FadeRequest {
  const { task, weights, forgetBias } = choice;
  const { cell, hiddenSize } = trained.weights;
  if (weights === 'trained') {
    return { key: `${task} ${cell.name} trained`, model: trained, ink, isLive: true };
  }
  const isBiased = cell.values.some((value) => cell.words[value]?.role === 'forget');
  const bias = isBiased ? forgetBias : null;
  const options = { hiddenSize, seed: UNTRAINED_SEED, forgetBias: bias };
  const model = randomModel(trained, cell, options);
  return { key: `${task} ${cell.name} untrained ${bias}`, model, ink };
}

/** The work that a request asks for: lags from 1 to the most that the task has. */
export function* fadeOf({ model }: FadeRequest): Generator<void, Fade> {
  const task = loadTask(model.task);
  const x = encode(model, fixedSequences(task));
  yield;
  const lags = Array.from({ length: mostLags(task) }, (_, k) => k + 1);
  return yield* fade(model.weights, x, { time: lags.length + 1, batch: SEQUENCES, lags });
}
