// The four Service URLs and /app: the same document, 200, never a redirect, so that no hash is ever lost.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { serveStatic } from '@hono/node-server/serve-static';
import { VIEWS } from '../../shared/service-url.ts';
import type { Documents } from '../pages/documents.ts';
import type { Entry } from '../pages/source.ts';
import { byName } from './by-name.ts';
import { chooseLanguage } from './language.ts';
import { problem } from './problem.ts';
import type { Env } from './env.ts';

export function pageRoutes(documents: Documents) {
  const app = new Hono<Env>();
  // With and without a slash at the end: a redirect from one to the other would lose the hash in some web views.
  for (const path of [...VIEWS, 'app'].flatMap((name) => [`/${name}`, `/${name}/`])) {
    app.get(path, etag({ weak: true }), pageIn(documents));
  }
  app.use('/messages/*', compress());
  app.use('/plain.js', compress());
  app.use('/assets/*', compress());
  app.get('/messages/:language', etag(), async (c) => {
    const messages = await documents.messages(c.req.param('language'));
    if (messages === null) return problem(c, 'not-found');
    c.header('cache-control', 'no-cache');
    return c.body(messages, 200, { 'content-type': 'application/json' });
  });
  app.get('/plain.js', etag(), async (c) => {
    c.header('cache-control', 'no-cache');
    return c.body(await documents.plainScript(), 200, { 'content-type': 'text/javascript; charset=utf-8' });
  });
  if (documents.folder !== null) app.use('/assets/*', immutable(`${documents.folder}/page`));
  return app;
}

/** Answers the page in the customer's language, as small as the web view can take it. */
function pageIn(documents: Documents) {
  return async (c: Context<Env>): Promise<Response> => {
    const language = chooseLanguage(c.req.header('accept-language'), documents.languages);
    const { html, compressed } = await documents.get('page', language, c.req.path);
    c.header('vary', 'Accept-Language, Accept-Encoding');
    c.header('content-language', language);
    c.header('cache-control', documents.folder === null ? 'no-cache' : FRESH);
    const encoding = accepts(c, {
      header: 'Accept-Encoding',
      supports: ['br', 'gzip'],
      default: 'identity',
      match: byName,
    });
    if (encoding !== 'br' && encoding !== 'gzip') return c.html(html);
    c.header('content-encoding', encoding);
    return c.body(new Uint8Array(await compressed[encoding]()), 200, {
      'content-type': 'text/html; charset=utf-8',
    });
  };
}

/** As long as a bill is open: the view that the wallet leads back to, fetched beforehand, is there at once. The document
 *  holds all of itself, so that one from before a new build is as whole as a page that has been open since then. */
const FRESH = 'public, max-age=600';

/** Answers a document of the desk or the sandbox, which every build may change. */
export function documentOf(documents: Documents, entry: Exclude<Entry, 'page'>) {
  return async (c: Context<Env>): Promise<Response> => {
    c.header('cache-control', 'no-cache');
    return c.html((await documents.get(entry, 'en', c.req.path)).html);
  };
}

/** Built assets carry a hash of their content in their name. */
export function immutable(root: string) {
  return serveStatic({
    root,
    onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
  });
}
