import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defaultClientConditions, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const data = here('../src/gatescope/bundled/data');
const taskData = here('../src/gatescope/tasks/data');

/**
 * `import address from './zh?script'`: the address of a module that is a file of its own. It is
 * imported when it is needed, and a page that is a single file finds it within itself.
 */
function scripts(): Plugin {
  const END = '?script';
  let isBuild = false;
  return {
    name: 'scripts',
    enforce: 'pre',
    configResolved: (config) => {
      isBuild = config.command === 'build';
    },
    async resolveId(source, importer) {
      if (!source.endsWith(END)) return null;
      const found = await this.resolve(source.slice(0, -END.length), importer);
      return found && found.id + END;
    },
    load(id) {
      if (!id.endsWith(END)) return null;
      const file = id.slice(0, -END.length);
      if (!isBuild) return `export default ${JSON.stringify(`/@fs${file}`)};`;
      const chunk = this.emitFile({ type: 'chunk', id: file, preserveSignature: 'strict' });
      return `export default import.meta.ROLLUP_FILE_URL_${chunk};`;
    },
  };
}

/**
 * Marks the colour schemes of d3 as made without side effects, which its package says and its one
 * bundled file does not: those that the page uses are kept, and no others.
 */
function fewSchemes(): Plugin {
  const MADE = /^(var \S+ = )([^;={]*\([^;={]*\));$/gm;
  return {
    name: 'few-schemes',
    transform: {
      filter: { id: /\/d3-scale-chromatic\.mjs$/ },
      handler: (code) => ({
        code: code.replace(MADE, '$1/* @__PURE__ */ (() => $2)();'),
        map: null,
      }),
    },
  };
}

export default defineConfig({
  plugins: [svelte(), scripts(), fewSchemes()],
  // Relative addresses, so that the built page works at any path and as plain static files.
  base: './',
  resolve: {
    alias: { $data: data, $taskdata: taskData },
    // In tests the runes are the page's, not those of a server that renders once.
    conditions: process.env.VITEST ? ['browser'] : [...defaultClientConditions],
  },
  server: { fs: { allow: [here('.'), data, taskData] } },
  assetsInclude: ['**/*.safetensors'],
  // One file, so that a page that is a single file can start it from within itself.
  worker: { format: 'iife' },
  build: {
    outDir: here('../src/gatescope/server/page'),
    emptyOutDir: true,
    target: 'es2023',
    // Data are fetched, and the page may fetch from where it came from only: never `data:`.
    assetsInlineLimit: (path) => (/\.(safetensors|json)$/.test(path) ? false : undefined),
  },
  test: {
    setupFiles: ['tests/heldOut.ts'],
    // A machine that has much else to do takes its time.
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/state/**', 'tests/lessons/**'],
          // Functions of their arguments: no file leaves anything for the next one to find.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'runes',
          environment: './tests/runes.ts',
          include: ['tests/state/**/*.test.ts', 'tests/lessons/**/*.test.ts'],
        },
      },
    ],
  },
});
