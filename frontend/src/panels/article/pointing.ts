import { on } from 'svelte/events';
import type { Attachment } from 'svelte/attachments';
import type { Pointed, Selection } from '../../state/selection.svelte';

/** Pointing at an element, by mouse, keyboard or touch, points at what it speaks of. */
export function pointing(selection: Selection, pointed: Pointed): Attachment<HTMLElement> {
  return (element) => {
    const point = () => selection.point(pointed);
    const leave = () => {
      if (selection.pointed === pointed) selection.point(null);
    };
    const stops = [
      on(element, 'pointerenter', point),
      on(element, 'focus', point),
      on(element, 'click', point),
      on(element, 'pointerleave', leave),
      on(element, 'blur', leave),
    ];
    return () => stops.forEach((stop) => stop());
  };
}
