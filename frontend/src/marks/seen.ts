import type { Attachment } from 'svelte/attachments';

/** Says when an element comes near the window and when it leaves, to spare work for neither. */
export function seen(tell: (isSeen: boolean) => void): Attachment {
  return (element) => {
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting), {
      rootMargin: '40% 0px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
}
