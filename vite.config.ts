// How the three bundles are made: the customers' page, in mode "desk" the operators' desk, and in mode "sandbox" the wallet
// and the device wall. They are separate builds, so that nothing of the others can end up in the customers' bundle.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { leftOut } from './client/build/left-out.ts';
import { messageFiles } from './client/build/messages.ts';
import { oneDocument } from './client/build/one-document.ts';

const inRepository = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What is built in each mode: the documents by the name of their entry, as paths in client/, and where they are answered. */
const BUILDS = {
  page: { base: '/', documents: { page: 'index.html' } },
  desk: { base: '/desk/', documents: { desk: 'desk/index.html' } },
  sandbox: {
    base: '/sandbox/',
    documents: {
      sandbox: 'sandbox/index.html',
      wall: 'preview/index.html',
      frame: 'preview/frame.html',
    },
  },
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

/** Svelte and its like say of themselves that importing them does nothing. */
const isOurs = (id: string) => !id.includes('/node_modules/');

export default defineConfig(({ mode }) => {
  const name = mode === 'sandbox' || mode === 'desk' ? mode : 'page';
  const { base, documents } = BUILDS[name];
  const ownPlugins =
    name === 'page'
      ? [leftOut(), messageFiles(inRepository('client/messages/dictionaries.ts')), oneDocument()]
      : [];
  return {
    root: inRepository('client'),
    base,
    appType: 'custom',
    publicDir: false,
    plugins: [
      svelte({ configFile: false, compilerOptions: { runes: true } }),
      htmlAtTheTop(documents),
      ...ownPlugins,
    ],
    build: {
      outDir: inRepository(`dist/${name}`),
      emptyOutDir: true,
      // The written baseline is below this: see the README, "Web views".
      target: 'es2022',
      modulePreload: false,
      // The policy of the page allows no data: URL but for images.
      assetsInlineLimit: 0,
      rolldownOptions: {
        // On a slow machine it would advise on plugins whoever only wants to start the service.
        checks: { bundlerTimings: false },
        input: Object.values(documents).map((path) => inRepository(`client/${path}`)),
        treeshake: { moduleSideEffects: isOurs },
      },
    },
  };
});
