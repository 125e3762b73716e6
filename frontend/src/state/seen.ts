import type { Attachment } from 'svelte/attachments';

/** Says when an element comes near the window and when it leaves, to spare work for neither. */
export function seen(tell: (isSeen: boolean) => void, rootMargin = '40% 0px'): Attachment {
  return (element) => {
    const hear = (entries: readonly IntersectionObserverEntry[]) =>
      tell(entries.at(-1)!.isIntersecting);
    const observer = new IntersectionObserver(hear, { rootMargin });
    observer.observe(element);
    return () => observer.disconnect();
  };
}
