/** Keys that a control uses itself; null where it uses any. */
interface Control {
  readonly selector: string;
  readonly keys: readonly string[] | null;
}

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
const SCROLLING = [...ARROWS, 'Home', 'End', ' '];

const CONTROLS: readonly Control[] = [
  { selector: 'dialog, dialog *', keys: null },
  { selector: 'input:not([type]), input[type="text"], input[type="number"]', keys: null },
  { selector: 'select, textarea, [contenteditable]', keys: null },
  { selector: 'input[type="range"]', keys: [...ARROWS, 'Home', 'End'] },
  { selector: 'input[type="radio"]', keys: [...ARROWS, ' '] },
  { selector: 'input[type="checkbox"]', keys: [' '] },
  { selector: 'button, summary, [role="button"]', keys: ['Enter', ' '] },
  { selector: 'a[href]', keys: ['Enter'] },
];

/** Whether the control that has the focus uses a key itself. */
export function usesKey(element: Element, key: string): boolean {
  const found = CONTROLS.filter(({ selector }) => element.matches(selector));
  return found.some(({ keys }) => keys?.includes(key) ?? true) || scrollsBy(element, key);
}

/** A box that was reached by keys to be scrolled. */
function scrollsBy(element: Element, key: string): boolean {
  const isBox = element instanceof HTMLElement && element.tabIndex >= 0;
  const isFull = (box: Element) =>
    box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth;
  const isBar = element.getAttribute('role') === 'slider';
  return isBox && !isBar && SCROLLING.includes(key) && isScroller(element) && isFull(element);
}

function isScroller(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  return [overflowX, overflowY].some((flow) => flow === 'auto' || flow === 'scroll');
}
