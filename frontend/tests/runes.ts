import type { Environment } from 'vitest/runtime';

/** Compiles runes as for the browser, where a derived value follows its state; no DOM is needed. */
export default {
  name: 'runes',
  viteEnvironment: 'client',
  setup(global: { self?: unknown }) {
    global.self = global;
    return { teardown: () => void delete global.self };
  },
} satisfies Environment;
