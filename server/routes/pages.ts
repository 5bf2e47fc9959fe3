// The four Service URLs and /app: the same document, 200, never a redirect, so that no hash is ever lost.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { VIEWS } from '../../shared/service-url.ts';
import { problem } from './problem.ts';
import type { Env } from './env.ts';

/** The documents: the customers' page, the wallet, the device wall, and a page in one of its frames. */
export type Entry = 'page' | 'sandbox' | 'wall' | 'frame';

/** Where pages come from: the build's folder, or the development server. */
export interface Pages {
  /** The document of an entry, as it is to be sent. */
  document: (entry: Entry, path: string) => Promise<string>;
  /** The folder of built assets; null when the development server serves them itself. */
  folder: string | null;
}

/** @param images folder of the service definition's images, and which of its files may be seen */
export function pageRoutes(pages: Pages, images: { folder: string; files: string[] }) {
  const app = new Hono<Env>();
  // With and without a slash at the end: a redirect from one to the other would lose the hash in some web views.
  for (const path of [...VIEWS, 'app'].flatMap((name) => [`/${name}`, `/${name}/`])) {
    app.get(path, documentOf(pages, 'page'));
  }
  if (pages.folder !== null) app.use('/assets/*', immutable(`${pages.folder}/page`));
  app.get(
    '/images/*',
    async (c, next) =>
      images.files.includes(c.req.path.slice('/images/'.length)) ? next() : problem(c, 'not-found'),
    serveStatic({
      root: images.folder,
      rewriteRequestPath: (path) => path.slice('/images'.length),
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=3600'),
    }),
  );
  return app;
}

/** Answers an entry's document, which every build may change. */
export function documentOf(pages: Pages, entry: Entry) {
  return async (c: Context<Env>): Promise<Response> => {
    c.header('cache-control', 'no-cache');
    return c.html(await pages.document(entry, c.req.path));
  };
}

/** Built assets carry a hash of their content in their name. */
export function immutable(root: string) {
  return serveStatic({
    root,
    onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
  });
}
