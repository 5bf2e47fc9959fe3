// How the two bundles are made: the customers' page, and in mode "sandbox" the wallet and the device wall. They are
// separate builds, so that nothing of the sandbox can end up in the customers' bundle.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const inRepository = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The documents by the name of their entry, as paths in client/. */
const PAGE_DOCUMENTS = { page: 'index.html' };
const SANDBOX_DOCUMENTS = {
  sandbox: 'sandbox/index.html',
  wall: 'preview/index.html',
  frame: 'preview/frame.html',
};

/** Vite keeps a document's folder in dist/; the server looks for the entry's name: dist/sandbox/wall.html. */
const htmlAtTheTop = (documents: Record<string, string>): Plugin => ({
  name: 'html-at-the-top',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      const entry = Object.entries(documents).find(([, path]) => path === file.fileName);
      if (entry) file.fileName = `${entry[0]}.html`;
    }
  },
});

export default defineConfig(({ mode }) => {
  const isSandbox = mode === 'sandbox';
  const documents = isSandbox ? SANDBOX_DOCUMENTS : PAGE_DOCUMENTS;
  return {
    root: inRepository('client'),
    base: isSandbox ? '/sandbox/' : '/',
    appType: 'custom',
    publicDir: false,
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), htmlAtTheTop(documents)],
    build: {
      outDir: inRepository(isSandbox ? 'dist/sandbox' : 'dist/page'),
      emptyOutDir: true,
      // The written baseline, see client/old-web-views.ts. The wallet needs a current Chromium anyway.
      target: isSandbox ? 'es2022' : ['chrome71', 'safari12.1'],
      // The policy of the page allows no inline script, and no data: URL but for images.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: Object.values(documents).map((path) => inRepository(`client/${path}`)) },
    },
  };
});
