// Pages straight from client/, with hot reload. Only `npm run dev` loads this file.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createVite } from 'vite';
import type { Pages } from './routes/pages.ts';

export interface Development {
  pages: Pages;
  /** A server that asks Vite first and the service then. */
  createServer: (listener: RequestListener) => Server;
  close: () => Promise<void>;
}

export async function startDevelopment(): Promise<Development> {
  const server = createServer();
  const vite = await createVite({ server: { middlewareMode: true, hmr: { server } } });
  const files = {
    page: '/index.html',
    sandbox: '/sandbox/index.html',
    wall: '/preview/index.html',
    frame: '/preview/frame.html',
  };
  return {
    pages: {
      folder: null,
      document: async (entry, path) =>
        vite.transformIndexHtml(files[entry], await readFile(`client${files[entry]}`, 'utf8'), path),
    },
    createServer: (listener) =>
      server.on('request', (request, response) => {
        vite.middlewares(request, response, () => listener(request, response));
      }),
    close: () => vite.close(),
  };
}
