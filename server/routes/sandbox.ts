// What only the sandbox has: where to look, the wallet in the browser, the codes that it can scan, and the device wall.
import { Hono } from 'hono';
import type { Definition } from '../service/definition.ts';
import { SANDBOX_PASSWORD } from '../desk/sandbox-operators.ts';
import { serviceCode } from '../seqr/mapping.ts';
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

/** A code for the service itself, and one for each value that a QR parameter can preset. */
function codesOf({ service, parameters }: Definition, serviceId: string) {
  const preset = service.choices.flatMap((choice) => {
    const parameter = parameters[choice.key];
    if (choice.kind !== 'options' || parameter === undefined) return [];
    return choice.options.map(({ value, name }) => ({
      label: Object.values(name)[0] ?? value,
      url: serviceCode(serviceId, { [parameter]: value }),
    }));
  });
  return [
    ...preset,
    { label: Object.values(service.name)[0] ?? service.id, url: serviceCode(serviceId, {}) },
  ];
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
  <li><a href="/api/openapi.json">The API</a> of this service.</li>
  <li><a href="/simulator/soap?wsdl">The simulated SEQR</a>: its WSDL.</li>
  <li><a href="/readyz">Is it ready?</a></li>
</ul>
</html>`;
