// Pages straight from client/, with hot reload. Only `npm run dev` loads this file.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createVite } from 'vite';
import type { PageSource } from './source.ts';

export interface Development {
  pages: PageSource;
  /** A server that asks Vite first and the service then. */
  createServer: (listener: RequestListener) => Server;
  close: () => Promise<void>;
}

export async function startDevelopment(): Promise<Development> {
  const server = createServer();
  const vite = await createVite({ server: { middlewareMode: true, hmr: { server } } });
  const files = {
    page: '/index.html',
    desk: '/desk/index.html',
    sandbox: '/sandbox/index.html',
    wall: '/preview/index.html',
    frame: '/preview/frame.html',
  };
  const read = (file: string) => readFile(`client${file}`, 'utf8');
  return {
    pages: {
      folder: null,
      template: async (entry, path) => vite.transformIndexHtml(files[entry], await read(files[entry]), path),
      messages: async (language) => {
        const module = await vite.ssrLoadModule(`/messages/${language}.ts`);
        return JSON.stringify(module[language]);
      },
      script: async (name) => {
        const module = await vite.ssrLoadModule('/build/old-scripts.ts');
        return (module as { oldScript: PageSource['script'] }).oldScript(name);
      },
    },
    createServer: (listener) =>
      server.on('request', (request, response) => {
        vite.middlewares(request, response, () => listener(request, response));
      }),
    close: () => vite.close(),
  };
}
