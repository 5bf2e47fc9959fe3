// The pages that ours is measured against, built into memory: the framework-free one as a single document, the other two
// with Vite's default settings. Answered with the best compression there is, which their usual servers hardly reach.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type PluginOption } from 'vite';
import { DEFAULT_THEME, themeCss } from '../../../shared/theme.ts';

/** Compressed files by the path at which they are answered. */
export type Files = ReadonlyMap<string, { type: string; body: Buffer }>;

const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** The document that all views share. */
export const DOCUMENT = '/index.html';

export async function buildFrameworkFree(): Promise<Files> {
  const output = await outputOf('framework-free', {
    input: 'page.ts',
    format: 'iife',
  });
  const of = (extension: string) => output.find(({ path }) => path.endsWith(extension))?.text ?? '';
  const document = await readFile(inThisFolder('framework-free/index.html'), 'utf8');
  const whole = withTheme(document)
    .replace(/^ *\/\/.*$/gm, '')
    .replace(/\n\s*/g, '\n')
    .replace('<style></style>', () => `<style>${of('.css').trim()}</style>`)
    .replace('<script></script>', () => `<script>${of('.js').trim()}</script>`);
  return compress([{ path: DOCUMENT, text: whole }]);
}

/** Our own components, so that the difference is what the real build does beyond the default. */
export async function buildSvelteDefault(): Promise<Files> {
  return compress(await outputOf('svelte-default', { plugins: [svelte({ configFile: false })] }));
}

export async function buildReact(): Promise<Files> {
  return compress(await outputOf('react'));
}

/** A button alone, named as the others' first: what a tap takes where a page does nothing. */
export function buildEmpty(): Files {
  const button = `<button onclick="textContent += ' 1'" aria-label="One more: Adult">Add</button>`;
  const text = `<!doctype html><meta name="viewport" content="width=device-width" /><p data-sku>${button}</p>`;
  return compress([{ path: DOCUMENT, text }]);
}

interface Options {
  plugins?: PluginOption[];
  input?: string;
  format?: 'iife';
}

async function outputOf(name: string, { plugins = [], input, format }: Options = {}) {
  const root = inThisFolder(name);
  const rolldownOptions = {
    ...(input === undefined ? {} : { input: `${root}/${input}` }),
    ...(format === undefined ? {} : { output: { format } }),
  };
  const result = await build({
    configFile: false,
    root,
    plugins: [...plugins, { name: 'theme', transformIndexHtml: withTheme }],
    logLevel: 'warn',
    build: { write: false, rolldownOptions },
  });
  if (!('output' in result)) throw new Error(`${name} was not built as one bundle`);
  return result.output.map((file) => ({
    path: `/${file.fileName}`,
    text: file.type === 'chunk' ? file.code : Buffer.from(file.source).toString(),
  }));
}

/** The colours, which the service puts into the real document. */
function withTheme(html: string): string {
  return html.replace('</title>', `</title><style>${themeCss(DEFAULT_THEME)}</style>`);
}

function compress(files: { path: string; text: string }[]): Files {
  return new Map(
    files.map(({ path, text }) => {
      const type = TYPES[path.split('.').pop() ?? ''] ?? 'application/octet-stream';
      return [path, { type, body: brotliCompressSync(text) }];
    }),
  );
}

function inThisFolder(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
