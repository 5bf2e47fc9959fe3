// Every test but the browser's. The Svelte plugin compiles the runes of the page's state.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
  // Else Svelte's server build would be tested, in which nothing is reactive.
  resolve: { conditions: ['browser'] },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/postgres.ts'],
    setupFiles: ['tests/no-noise.ts'],
    // Far beyond what any of them takes, even on a busy machine: a limit for what hangs, not a measure.
    // One more than the two cores that there may be: many tests wait for a process or a time-out.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
  },
});
