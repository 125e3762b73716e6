import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';
import { usesKey } from './controls';
import { rowOf, type Reach } from './keys';

/** For the element of the explorer: its keys work while the focus is in it. */
export function keyboard(reach: Reach): Attachment<HTMLElement> {
  return (element) => {
    // Where the person was last. The focus alone does not say: a press on a figure takes it away,
    // and so does a button that is disabled by being pressed.
    let isInside = false;
    const follow = ({ target }: Event) => {
      isInside = target instanceof Node && element.contains(target);
    };
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      const isHere = target === document.body ? isInside : isWithin(element, target);
      if (isHere && target instanceof Element) act(event, target, reach);
    };
    const offs = [
      on(window, 'focusin', follow, { capture: true }),
      on(window, 'pointerdown', follow, { capture: true }),
      on(window, 'keydown', press),
    ];
    return () => offs.forEach((off) => off());
  };
}

function isWithin(element: Element, target: EventTarget | null): boolean {
  return target instanceof Node && element.contains(target);
}

function act(event: KeyboardEvent, target: Element, reach: Reach): void {
  const row = rowOf(event.key);
  if (!row || event.defaultPrevented || isShortcut(event) || usesKey(target, event.key)) return;
  if (row.isFor?.(reach) === false) return;
  event.preventDefault();
  if (!event.repeat || row.repeats) row.acts[event.key](reach);
}

/** A key with one of these is the browser's; but some keyboards write brackets with AltGr. */
function isShortcut(event: KeyboardEvent): boolean {
  const isModified = event.ctrlKey || event.altKey || event.metaKey;
  return isModified && !event.getModifierState('AltGraph');
}
