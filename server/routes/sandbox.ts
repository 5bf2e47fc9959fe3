// What only the sandbox has: where to look, the wallet in the browser, the codes that it can scan, and the device wall.
import { Hono } from 'hono';
import { namedCodes } from '../codes/named-codes.ts';
import type { Definition } from '../service/definition.ts';
import { SANDBOX_PASSWORD } from '../desk/sandbox-operators.ts';
import { documentOf, immutable } from './pages.ts';
import type { Documents } from '../pages/documents.ts';
import type { Env } from './env.ts';

export function sandboxRoutes(documents: Documents, definition: Definition, serviceId: string) {
  const app = new Hono<Env>()
    .get('/', (c) => c.html(OVERVIEW))
    .get('/sandbox', documentOf(documents, 'sandbox'))
    .get('/preview', documentOf(documents, 'wall'))
    .get('/preview/frame', documentOf(documents, 'frame'))
    .get('/sandbox/codes', (c) => c.json({ codes: codesOf(definition, serviceId) }));
  if (documents.folder !== null) {
    // The build's folder is called as the path is: /sandbox/assets/… lies in dist/sandbox/assets/….
    app.use('/sandbox/assets/*', immutable(documents.folder));
  }
  return app;
}

/** As the wallet lists them. */
function codesOf(definition: Definition, serviceId: string) {
  return namedCodes(definition, serviceId).map(({ caption, url }) => ({ label: caption, url }));
}

const OVERVIEW = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>SEQR sandbox</title>
<h1>SEQR sandbox</h1>
<ul>
  <li><a href="/sandbox">The wallet</a>: scan a code, order, pay.</li>
  <li><a href="/preview">The device wall</a>: every view, state, size and language at once.</li>
  <li><a href="/desk">The operator desk</a>: find orders, give money back, close the day. Sign in as clerk or chief,
    password ${SANDBOX_PASSWORD}.</li>
  <li><a href="/welcome">The landing page</a>: what a visitor of the service's own host sees at <code>/</code> outside the
    sandbox.</li>
  <li><a href="/api/openapi.json">The API</a> of this service.</li>
  <li><a href="/simulator/soap?wsdl">The simulated SEQR</a>: its WSDL.</li>
  <li><a href="/readyz">Is it ready?</a></li>
</ul>
</html>`;
