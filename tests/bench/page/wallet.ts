// The wallet's side of a visit, without a browser: scans before the page is opened, and pays what was ordered.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bill, ScanAnswer } from '../../../shared/simulator-app.ts';

const PIN_MS = 1_500;

/** @returns the TOKEN of a new visit at jetty 7, so that no choice is left open */
export async function scan(service: string): Promise<string> {
  const url = 'HTTP://SEQR.SE/000/SANDBOX?jetty=7';
  const { token } = await ask<ScanAnswer>('POST', `${service}/simulator/app/scan`, { url });
  return token;
}

/** Pays the newest bill, and takes the time for it that a person takes at least: within a second of its last question the
 *  service would not ask SEQR again for a page.
 *  @returns the bill's reference */
export async function pay(service: string): Promise<string> {
  const [newest] = await ask<Bill[]>('GET', `${service}/simulator/app/bills`);
  if (!newest) throw new Error('the page has not ordered anything');
  const { invoiceReference } = newest;
  const url = `${service}/simulator/app/bills/${invoiceReference}/pay`;
  const bill = await ask<Bill>('POST', url, { pin: '1234' });
  if (bill.status !== 'PAID') throw new Error(`the bill is ${bill.status}`);
  await sleep(PIN_MS);
  return invoiceReference;
}

async function ask<Answer>(method: string, url: string, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as Answer;
}
