// Where the desk and the figures are answered: beside the page, or by a listener of their own and nowhere else.
import { expect, test } from 'vitest';
import { createApp, createDeskApp } from '../../server/app.ts';
import { UnderWay } from '../../server/orders/under-way.ts';
import { createMetrics } from '../../server/metrics.ts';
import { clerk, paidOrder } from '../desk/clerk.ts';
import { DESK, openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';

const partsOf = ({ shop, watcher, deliverer, documents }: TestShop) => ({
  shop,
  watcher,
  deliverer,
  documents,
  checkUp: () => Promise.resolve({ at: 0, isReady: true, findings: [] }),
  underWay: new UnderWay(),
  inline: { scripts: [], styles: [] },
  appScheme: 'seqr',
  serviceId: 'FERRY',
  reachSeqr: () => Promise.resolve(true),
  desk: { ...DESK, isPrivate: true },
  metrics: createMetrics(),
  closing: new AbortController().signal,
  sandbox: null,
});

test('with a listener of its own, the customers’ has neither desk nor figures', async () => {
  const shop = await openShop();
  const [app, desk] = [createApp(partsOf(shop)), createDeskApp(partsOf(shop))];
  for (const path of ['/desk', '/desk/api/session', '/metrics']) {
    expect((await app.request(path)).status, path).toBe(404);
  }
  expect((await desk.request('/desk')).status).toBe(200);
  expect((await desk.request('/desk/api/session')).status).toBe(401);
  expect((await desk.request('/metrics')).status).toBe(200);
  for (const path of ['/order', '/api/session', '/notifications/x']) {
    expect((await desk.request(path)).status, path).toBe(404);
  }
});

test('the figures count requests and calls, and name nobody', async () => {
  const shop = await openShop();
  await clerk(shop, 'anna');
  const { id, invoiceReference } = await paidOrder(shop);
  const text = await (await fetch(`${shop.url}/metrics`)).text();
  expect(text).toMatch(
    /http_request_duration_seconds_count\{method="PUT",route="\/api\/orders\/:id",status="200"\} 1/,
  );
  expect(text).toMatch(/seqr_call_duration_seconds_count\{operation="sendInvoice",outcome="ok"\} 1/);
  expect(text).toMatch(/process_cpu_seconds_total/);
  for (const secret of [id, invoiceReference, 'anna']) expect(text).not.toContain(secret);
});

test('the desk is nobody’s to keep and nobody’s to frame', async () => {
  const shop = await openShop();
  const desk = createDeskApp(partsOf(shop));
  const page = await desk.request('/desk');
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect((await desk.request('/desk/api/session')).headers.get('cache-control')).toBe('no-store');
});
