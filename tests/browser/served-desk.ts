// The built desk over a backend in memory: for its looks only. The real one is tested over the real service.
import { readFile } from 'node:fs/promises';
import type { Page, Route } from '@playwright/test';
import { builtPages } from '../../server/pages/built.ts';
import { Documents } from '../../server/pages/documents.ts';
import { loadDefinition } from '../../server/service/load.ts';
import { NOW } from '../client/desk/fixtures.ts';
import { ScriptedDesk } from '../client/desk/scripted-desk.ts';

export const ORIGIN = 'https://desk.example';
const FERRY = 'server/service/examples/archipelago-ferry.yaml';
const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css' };

/** Everything that the page asks for is answered from memory and dist/; nothing leaves it. */
export async function serveDesk(page: Page): Promise<ScriptedDesk> {
  const desk = new ScriptedDesk();
  const documents = new Documents(builtPages('dist'), await loadDefinition(FERRY));
  const { html } = await documents.get('desk', 'en', '/desk');
  const { scripts, styles } = await documents.inlineHashes(['desk']);
  // As server/app.ts says it: what the policy forbids must not be missed here.
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${scripts.join(' ')}`,
    `style-src 'self' ${styles.join(' ')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  await page.clock.setFixedTime(NOW);
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    if (pathname.startsWith('/desk/api/')) return answer(route, desk, pathname.slice(10) + search);
    if (pathname === '/desk') {
      const headers = { 'content-security-policy': policy };
      return route.fulfill({ contentType: 'text/html', headers, body: html });
    }
    const contentType = TYPES[pathname.split('.').at(-1) ?? ''] ?? 'text/plain';
    return route.fulfill({ contentType, body: await readFile(`dist${pathname}`) });
  });
  return desk;
}

function answer(route: Route, desk: ScriptedDesk, path: string): Promise<void> {
  const request = route.request();
  const isTable = request.headers()['content-type'] === 'text/csv';
  const body: unknown = isTable ? request.postData() : request.postDataJSON();
  const csrf = request.headers()['x-csrf-token'] ?? null;
  const reply = desk.handle({ method: request.method(), path, body, csrf });
  if (reply === null) return route.abort();
  if (reply.status === 204) return route.fulfill({ status: 204 });
  return route.fulfill({ status: reply.status, json: reply.body });
}
