/** The worker: a session, and the clock that drives it. It listens between two slices. */
import { giveHeldOut } from '../tasks';
import type { Examples } from './examples';
import type { Order, Report } from './protocol';
import { Session } from './session';

let session: Session | null = null;
let examples: Examples = {};
let isRunning = false;

// A message to oneself comes behind those of the page, and without the delay of a timer.
const turn = new MessageChannel();
turn.port1.onmessage = () => attempt(go);

self.onmessage = ({ data }: MessageEvent<Order>) => attempt(() => obey(data));

function obey(order: Order): void {
  if (order.kind === 'give') take(order);
  else if (order.kind === 'begin') session = new Session(order.setting, examples, post);
  else if (order.kind === 'change') session?.change(order.recipe);
  else if (order.kind === 'run') run();
  else if (order.kind === 'pause') pause();
  else session?.once();
}

function take({ examples: given, heldOut }: Extract<Order, { kind: 'give' }>): void {
  examples = given;
  giveHeldOut(heldOut);
}

function run(): void {
  if (isRunning) return;
  isRunning = true;
  turn.port2.postMessage(null);
}

function pause(): void {
  if (isRunning) session?.snapshot(true);
  isRunning = false;
}

function go(): void {
  if (!isRunning || !session) return;
  session.slice();
  if (session.isOver) pause();
  else turn.port2.postMessage(null);
}

function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    isRunning = false;
    post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

/** The arrays are handed over, not copied: nobody here looks at them again. */
function post(report: Report): void {
  self.postMessage(report, { transfer: buffersOf(report) });
}

function buffersOf(report: Report): ArrayBuffer[] {
  const arrays =
    report.kind === 'progress' ? report.losses : report.kind === 'snapshot' ? report.numbers : {};
  return Object.values(arrays).map(({ buffer }) => buffer as ArrayBuffer);
}
