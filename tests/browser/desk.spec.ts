// A clerk's day at the desk, over the real service and the simulated SEQR: one of two tickets goes back by keyboard alone
// and once only, the day is closed, and the breaks lead to their orders.
import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import type { OrderDto } from '../../shared/api.ts';
import type { OrderList } from '../../shared/desk/orders.ts';
import type { ScanAnswer } from '../../shared/simulator-app.ts';
import { expect, test as base, withService } from './wallet.ts';

const SIGNED_IN = { name: 'clerk', password: 'sandbox-desk' };

// A service of its own: closing the day of the wallet's would be in the way of other files' payments.
const test = base.extend<object, { origin: string }>({
  origin: [({}, use) => withService(use), { scope: 'worker' }],
});
test.use({ viewport: { width: 800, height: 1280 } });

interface Sold {
  id: string;
  bookingNumber: string;
}

/** Two tickets, ordered and paid as the page and the wallet would. */
async function sell(request: APIRequestContext, origin: string): Promise<Sold> {
  const app = `${origin}/simulator/app`;
  const scan = await request.post(`${app}/scan`, { data: { url: 'HTTP://SEQR.SE/000/SANDBOX?jetty=7' } });
  const { token } = (await scan.json()) as ScanAnswer;
  const headers = { authorization: `Bearer ${token}` };
  const id = randomUUID();
  const data = { lines: [{ sku: 'adult', quantity: 2 }] };
  const put = await request.put(`${origin}/api/orders/${id}`, { headers, data });
  const { invoiceReference, bookingNumber } = (await put.json()) as OrderDto;
  await request.post(`${origin}/api/orders/${id}/launch`, { headers });
  const paid = await request.post(`${app}/bills/${invoiceReference}/pay`, { data: { pin: '1234' } });
  expect(paid.ok()).toBe(true);
  await expect
    .poll(async () => {
      const order = await request.get(`${origin}/api/orders/${id}`, { headers });
      return ((await order.json()) as OrderDto).status;
    })
    .toBe('paid');
  return { id, bookingNumber };
}

async function signIn(page: Page, origin: string) {
  await page.goto(`${origin}/desk`);
  // Whoever comes here comes to type a name: the field has the focus.
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type(SIGNED_IN.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(SIGNED_IN.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeFocused();
}

/** By its number and Enter, as the help says. */
async function find(page: Page, { bookingNumber }: Sold) {
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Search')).toBeFocused();
  await page.keyboard.type(bookingNumber.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: bookingNumber })).toBeFocused();
}

async function press(page: Page, ...keys: string[]) {
  for (const key of keys) await page.keyboard.press(key);
}

test('one of two tickets goes back by keyboard alone, and once, however often Enter is pressed', async ({
  page,
  origin,
}) => {
  const sold = await sell(page.request, origin);
  await signIn(page, origin);
  await find(page, sold);
  // The payment can be given back when SEQR has confirmed it.
  await expect(page.getByRole('button', { name: 'Give money back…' })).toBeVisible();
  await press(page, 'Tab', 'Enter');
  await expect(
    page.getByRole('heading', { name: `Give money back for ${sold.bookingNumber}` }),
  ).toBeFocused();
  await press(page, 'Tab', 'ArrowDown');
  await expect(page.getByLabel('Some of it')).toBeChecked();
  await press(page, 'Tab', 'Tab', 'Tab');
  await expect(page.getByRole('button', { name: 'One more: Adult' })).toBeFocused();
  await press(page, 'Space', 'Tab');
  await expect(page.getByLabel('Reason')).toBeFocused();
  await page.keyboard.type('Missed the boat');
  await expect(page.getByText(/^Give back 65,00\skr of 130,00\skr to •••\d{4}\.$/)).toBeVisible();
  await press(page, 'Tab', 'Enter', 'Enter', 'Enter');
  await expect(page.getByRole('alert').filter({ hasText: /65,00\skr was given back\./ })).toBeFocused();
  await press(page, 'Tab', 'Enter');
  await expect(page.getByRole('button', { name: 'Give money back…' })).toBeFocused();
  await expect(page.getByText('1 of them given back')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Refunds' }).getByRole('listitem')).toHaveCount(1);
});

test('a double click is one refund', async ({ page, origin }) => {
  const sold = await sell(page.request, origin);
  await signIn(page, origin);
  await find(page, sold);
  await page.getByRole('button', { name: 'Give money back…' }).click();
  await page.getByLabel('A sum').check();
  await page.getByLabel('Sum in SEK').fill('32,50');
  await page.getByLabel('Reason').fill('A child, not an adult');
  await page.getByRole('button', { name: /^Give back/ }).dblclick();
  await page.getByRole('button', { name: 'Back to the order' }).click();
  await expect(page.getByText(/97,50\skr/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Refunds' }).getByRole('listitem')).toHaveCount(1);
});

test('the day is closed, its breaks lead to the orders, and the files can be had', async ({
  page,
  origin,
}) => {
  await sell(page.request, origin);
  const faults = ['row-extra', 'amount-differs'].map((kind) => ({ on: 'executeReport', kind }));
  await page.request.put(`${origin}/simulator/app/faults`, { data: faults });
  await signIn(page, origin);
  await page.getByRole('link', { name: 'Closings' }).click();
  await page.getByRole('button', { name: 'Close the day…' }).click();
  await page.getByRole('button', { name: 'Close the day', exact: true }).dblclick();
  await expect(page.getByRole('heading', { name: 'The books do not agree: 2 breaks' })).toBeVisible({
    timeout: 15_000,
  });

  const extra = page.getByRole('region', { name: /that is not in our books/ });
  await extra.getByRole('link', { name: 'Look for it among the orders' }).click();
  await expect(page.getByText('No order was found')).toBeVisible();
  await page.goBack();

  const differing = page.getByRole('region', { name: /has another sum at SEQR/ });
  const link = differing.getByRole('link');
  const bookingNumber = await link.innerText();
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name: bookingNumber })).toBeFocused();
  await page.getByRole('link', { name: 'Closing', exact: true }).click();

  for (const [name, type, begins] of [
    ['Download as CSV', 'text/csv', '\u{feff}period,'],
    ['Download as PDF', 'application/pdf', '%PDF-'],
  ] as const) {
    const href = await page.getByRole('link', { name }).getAttribute('href');
    const file = await page.request.get(`${origin}${href}`);
    expect([file.status(), file.headers()['content-type']]).toEqual([200, expect.stringContaining(type)]);
    expect((await file.body()).toString('utf8').startsWith(begins)).toBe(true);
  }
  await page.getByRole('link', { name: 'Closings', exact: true }).first().click();
  await expect(page.getByRole('row')).toHaveCount(2);
});

test('the list finds by the phone, and who is signed out everywhere is signed out here', async ({
  page,
  context,
  origin,
}) => {
  const sold = await sell(page.request, origin);
  await signIn(page, origin);
  const all = await page.request.get(`${origin}/desk/api/orders?q=${sold.bookingNumber}`);
  const last4 = ((await all.json()) as OrderList).orders[0]?.msisdnLast4 ?? '';
  await page.getByLabel('Search').fill(last4);
  await expect(page.getByRole('link', { name: sold.bookingNumber })).toBeVisible();

  const other = await context.newPage();
  await other.goto(`${origin}/desk`);
  await other.getByRole('button', { name: SIGNED_IN.name }).click();
  await other.getByRole('button', { name: 'Sign out on all screens' }).click();
  await expect(other.getByRole('heading', { name: 'Operator desk' })).toBeVisible();
  await page.getByRole('link', { name: sold.bookingNumber }).click();
  await expect(page.getByRole('heading', { name: 'Sign in again' })).toBeVisible();
});
