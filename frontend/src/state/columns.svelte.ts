import type { Attachment } from 'svelte/attachments';

const WIDEST = 72;
const NARROWEST = 9;
/** From here up a column has room for a field of its own. */
const ROOMY = 52;
/** What is seen beside a step that is scrolled to: room for its number. */
const BESIDE = 16;
/** A stack narrower than this stands on a phone. */
const PHONE = 560;

/** The one time axis of the stack: where a step's column is, in CSS pixels, and how far the stack
 * is scrolled. All of its sections scroll as one. */
export class Columns {
  /** Of the whole stack, as measured. */
  width = $state(960);
  /** How far the stack is scrolled. */
  left = $state(0);
  #count: () => number;

  constructor(count: () => number) {
    this.#count = count;
  }

  get count(): number {
    return this.#count();
  }

  isPhone: boolean = $derived(this.width < PHONE);

  /** Room for labels left of the columns. */
  gutter: number = $derived(this.isPhone ? 92 : 150);

  /** Room for notes right of the columns. */
  end: number = $derived(this.isPhone ? 4 : 116);

  /** How wide a column is: whole pixels, so that edges stay sharp. */
  column: number = $derived.by(() => {
    const room = (this.width - this.gutter - this.end) / this.count;
    return Math.floor(Math.min(Math.max(room, NARROWEST), WIDEST));
  });

  plot: number = $derived(this.column * this.count);
  isRoomy: boolean = $derived(this.column >= ROOMY);
  scrolls: boolean = $derived(this.gutter + this.plot + this.end > this.width);

  /** The middle of a step's column. */
  centre(step: number): number {
    return (step + 0.5) * this.column;
  }

  /** The step at a distance from the first column's edge; the nearest where there is none. */
  stepAt(x: number): number {
    return Math.min(Math.max(Math.floor(x / this.column), 0), this.count - 1);
  }

  /** Scroll only as far as it takes to see a step. */
  reveal(step: number): void {
    const seen = this.width - this.gutter;
    const from = Math.max(step * this.column - BESIDE, 0);
    const to = (step + 1) * this.column + BESIDE;
    if (from < this.left) this.left = from;
    else if (to > this.left + seen) this.left = to - seen;
  }

  /** For each element that shows a part of the axis: it scrolls with the others. */
  scroller: Attachment<HTMLElement> = (element) => {
    const follow = () => {
      this.left = element.scrollLeft;
    };
    $effect(() => {
      if (Math.abs(element.scrollLeft - this.left) >= 1) element.scrollLeft = this.left;
    });
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  };
}

/** Every n-th step is written, so that numbers of that width do not touch. */
export function everyNth(column: number, width: number): number {
  const needed = width / column;
  return [1, 2, 5, 10, 20, 50].find((n) => n >= needed) ?? 100;
}
