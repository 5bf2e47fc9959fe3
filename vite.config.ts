// How the two bundles are made: the customers' page, and in mode "sandbox" the wallet in the browser. They are separate
// builds, so that nothing of the sandbox can end up in the customers' bundle.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const inRepository = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Vite keeps the entry's folder in dist/; the server looks for dist/sandbox/index.html. */
const htmlAtTheTop: Plugin = {
  name: 'html-at-the-top',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.fileName.endsWith('/index.html')) file.fileName = 'index.html';
    }
  },
};

export default defineConfig(({ mode }) => {
  const isSandbox = mode === 'sandbox';
  return {
    root: inRepository('client'),
    base: isSandbox ? '/sandbox/' : '/',
    appType: 'custom',
    publicDir: false,
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), htmlAtTheTop],
    build: {
      outDir: inRepository(isSandbox ? 'dist/sandbox' : 'dist/page'),
      emptyOutDir: true,
      // The written baseline, see client/old-web-views.ts. The wallet needs a current Chromium anyway.
      target: isSandbox ? 'es2022' : ['chrome71', 'safari12.1'],
      // The policy of the page allows no inline script, and no data: URL but for images.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: inRepository(isSandbox ? 'client/sandbox/index.html' : 'client/index.html') },
    },
  };
});
