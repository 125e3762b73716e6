/** How long, in milliseconds, work may hold the page before it is given back. */
const BUDGET = 6;

/**
 * Runs a generator to its end a little at a time, so that the page stays alive meanwhile. Gives its
 * result, or null where it was called off.
 */
export function runInChunks<T>(
  work: Generator<unknown, T>,
  signal: AbortSignal,
  budget = BUDGET,
): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const proceed = () => {
      if (signal.aborted) return resolve(null);
      try {
        const until = performance.now() + budget;
        do {
          const { done, value } = work.next();
          if (done) return resolve(value as T);
        } while (performance.now() < until);
      } catch (error) {
        return reject(error);
      }
      next();
    };
    const next = turns(proceed);
    next();
  });
}

/**
 * A function that has the work done after all that waits already. A timer would do the same, but
 * browsers let one that is set again and again wait for milliseconds in which nothing happens.
 */
function turns(work: () => void): () => void {
  return () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      work();
    };
    port2.postMessage(null);
  };
}
