// Truthful returns: each Service URL, in each state of the order, in each way of coming back, shows what is true now,
// within one round trip, and nothing else before it. The built page in a real Chromium, against the real service.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { invoiceFor } from '../../server/orders/invoice.ts';
import { builtPages } from '../../server/pages/built.ts';
import { Documents } from '../../server/pages/documents.ts';
import { loadDefinition } from '../../server/service/load.ts';
import { VIEWS, type View } from '../../shared/service-url.ts';
import { adults, openShop } from '../shop.ts';
import type { TestShop } from '../shop.ts';
import { launchBrowsers, LOADING, ReturningPage, WAYS, type Browsers } from './returning-page.ts';

interface Visit {
  customer: Awaited<ReturnType<TestShop['visit']>>;
  id: string;
  /** Null while there is no order. */
  number: string | null;
  /** Null while SEQR has told none. */
  reference: string | null;
}

interface State {
  /** How things are when the page is left. */
  before: 'none' | 'placing' | 'payable';
  /** What happens while nobody looks. The service is told nothing: it has to ask. */
  meanwhile?: (shop: TestShop, visits: Visit[]) => Promise<unknown>;
}

const each = (visits: Visit[], happens: (visit: Visit & { reference: string }) => Promise<unknown>) =>
  Promise.all(visits.map((visit) => happens({ ...visit, reference: visit.reference ?? '' })));
const forEver = { times: 1_000_000 };
const SILENT = { on: 'notification', kind: 'drop', ...forEver } as const;
const UNANSWERED = { on: 'sendInvoice', kind: 'reset-after', ...forEver } as const;
const UNCHANGED = { on: 'updateInvoice', kind: 'reset-before', ...forEver } as const;

const STATES = {
  none: { before: 'none' },
  placing: { before: 'placing' },
  payable: {
    before: 'placing',
    meanwhile: async (shop, visits) => {
      await shop.faults(SILENT);
      await each(visits, placeAgain);
    },
  },
  pending: {
    before: 'payable',
    meanwhile: async (shop, visits) => {
      await shop.faults(SILENT, UNCHANGED);
      await each(visits, ({ customer, id }) => customer.put(id, adults(3, 2)));
    },
  },
  paid: {
    before: 'payable',
    meanwhile: (shop, visits) => each(visits, ({ reference }) => shop.pay(reference)),
  },
  paidOther: {
    before: 'payable',
    meanwhile: (shop, visits) =>
      each(visits, async ({ id, reference }) => {
        await makeBillCheaper(shop, id, reference);
        await shop.pay(reference);
      }),
  },
  reversed: {
    before: 'payable',
    meanwhile: async (shop, visits) => {
      await each(visits, async ({ id, reference }) => {
        await shop.pay(reference);
        // We know of the payment, and SEQR has not heard that we do.
        await shop.store.changeOrder(id, () => ({ status: 'paid', confirmedAt: shop.clock.now() }));
      });
      await shop.sleepThrough(20_000);
    },
  },
  canceled: {
    before: 'payable',
    meanwhile: (shop, visits) => each(visits, ({ reference }) => shop.act(reference, 'cancel')),
  },
  failed: {
    before: 'payable',
    meanwhile: (shop, visits) => each(visits, ({ reference }) => shop.act(reference, 'decline')),
  },
  expired: {
    before: 'payable',
    meanwhile: async (shop) => {
      await shop.sleepThrough(shop.shop.invoiceTimeoutMs);
      await shop.pass(5_000);
    },
  },
} satisfies Record<string, State>;
type StateName = keyof typeof STATES;

const everywhere = (shown: string): Record<View, string> => {
  return { order: shown, success: shown, failure: shown, cancel: shown };
};

/** What is true: `#` stands for the booking number. */
const TRUTH: Record<StateName, Record<View, string>> = {
  none: { ...everywhere('noOrder, none, looks ended'), order: 'choose, none' },
  placing: { ...everywhere('placing, placing, #'), success: 'confirming, placing, looks waiting, #' },
  payable: {
    order: 'awaiting, payable, #, to be paid',
    success: 'confirming, payable, looks waiting, #',
    failure: 'notPaid, payable, #, to be paid',
    cancel: 'left, payable, #, to be paid',
  },
  pending: { ...everywhere('unconfirmed, payable, #'), success: 'confirming, payable, looks waiting, #' },
  paid: everywhere('paid, paid, looks paid, #'),
  paidOther: everywhere('paidOther, paid, looks paid, #'),
  reversed: everywhere('reversed, paid, looks trouble, void #'),
  canceled: everywhere('canceled, canceled, looks ended'),
  failed: everywhere('failed, failed, looks ended'),
  expired: everywhere('expired, expired, looks ended'),
};

const FERRY = 'server/service/examples/archipelago-ferry.yaml';

test('every return shows the truth of now within one round trip, and nothing untrue before it', async () => {
  const documents = new Documents(builtPages('dist'), await loadDefinition(FERRY));
  const browsers = await launchBrowsers();
  const wrong: string[] = [];
  let cells = 0;
  try {
    const places = await openPlaces(browsers);
    for (const name of Object.keys(STATES) as StateName[]) {
      const shop = await openShop({ documents });
      const found = await Promise.all(
        (await cellsOf(shop, places, name)).map((cell) => judge(shop, cell, name)),
      );
      cells += found.length;
      wrong.push(...found.flat());
    }
    console.log(`Returns: ${cells} cells, bfcache ${browsers.keeping ? 'by the browser' : 'by its events'}`);
  } finally {
    await browsers.close();
  }
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThanOrEqual(140);
}, 240_000);

interface Place {
  view: View;
  page: ReturningPage;
}

interface Cell extends Place {
  visit: Visit;
  /** What the page was to show when it was left; null when it was not open. */
  left: string | null;
  /** What was wrong by then. */
  faults: string[];
}

/** One page for each view and way. They serve all states: opening them costs more than what they do. */
function openPlaces(browsers: Browsers): Promise<Place[]> {
  const pairs = VIEWS.flatMap((view) => WAYS.map((way) => ({ view, way })));
  return Promise.all(
    pairs.map(async ({ view, way }) => ({ view, page: await ReturningPage.create(browsers, way) })),
  );
}

/** Brings the state about, behind the back of the pages that were open before. */
async function cellsOf(shop: TestShop, places: Place[], name: StateName): Promise<Cell[]> {
  const { before, meanwhile }: State = STATES[name];
  await shop.faults(...(before === 'placing' ? [SILENT, UNANSWERED] : [SILENT]));
  const cells = await Promise.all(places.map((place) => openCell(shop, place, before)));
  // SEQR is asked once a second for a page, and these have asked.
  await shop.sleepThrough(1_000);
  await meanwhile?.(
    shop,
    cells.map(({ visit }) => visit),
  );
  for (const { visit } of cells) {
    visit.reference ??= (await shop.store.findOrder(visit.id))?.invoiceReference ?? null;
  }
  // Without a reference nobody can name another visit's order.
  return cells.filter(({ page, visit }) => page.way !== 'other token' || visit.reference !== null);
}

async function openCell(shop: TestShop, { view, page }: Place, before: State['before']): Promise<Cell> {
  const visit = await newVisit(shop, before);
  if (page.way === 'fresh' || page.way === 'other token')
    return { view, page, visit, left: null, faults: [] };
  const left = truth(before, view, visit);
  await page.open(shop.url + address(view, visit.customer.token, visit.reference));
  const { shown } = await page.until(left);
  const faults = unlike(shown, LOADING, left).map((fault) => `before it was left, ${fault}`);
  await page.leave(`${shop.url}/healthz`);
  return { view, page, visit, left, faults };
}

/** @returns what is wrong with the cell */
async function judge(shop: TestShop, cell: Cell, name: StateName): Promise<string[]> {
  const { view, page, visit, left } = cell;
  const isStranger = page.way === 'other token';
  const { token } = isStranger ? await shop.visit() : visit.customer;
  const expected = truth(isStranger ? 'none' : name, view, visit);
  if (left === null) await page.open(shop.url + address(view, token, visit.reference));
  else await page.comeBack();
  const { shown, asked, wasKept } = await page.until(expected);

  const questions = asked.filter((request) => /^POST .api.session$|^GET .api.orders.:id$/.test(request));
  const faults = [...cell.faults, ...page.complaints.splice(0)];
  faults.push(...unlike(shown, page.way === 'bfcache' ? left : LOADING, expected));
  if (questions.length !== 1) faults.push(`asks ${questions.join(' and ')}`);
  if (wasKept !== page.isKept) faults.push('the browser did not keep the page');
  if (isStranger && (await page.text()).includes(visit.number ?? ''))
    faults.push('tells a stranger the booking number');
  return faults.map((fault) => `${name}, /${view}, ${page.way}: ${fault}`);
}

/** @returns what is wrong unless just these two were shown, one after the other */
function unlike(shown: string[], first: string | null, then: string): string[] {
  const right = (first === then ? [then] : [first, then]).join(' → ');
  return shown.join(' → ') === right ? [] : [`shows ${shown.join(' → ')}, not ${right}`];
}

async function newVisit(shop: TestShop, before: State['before']): Promise<Visit> {
  const customer = await shop.visit();
  if (before === 'payable') {
    const { id, invoiceReference, bookingNumber } = await customer.order();
    return { customer, id, number: bookingNumber, reference: invoiceReference };
  }
  const id = randomUUID();
  if (before === 'placing') await customer.put(id, adults(2));
  const number = (await shop.store.findOrder(id))?.bookingNumber ?? null;
  return { customer, id, number, reference: null };
}

/** The wallet's link was used as well: else the page would open the wallet by itself. */
async function placeAgain({ customer, id }: Visit): Promise<void> {
  await customer.put(id, adults(2));
  await customer.launch(id);
}

/** Somebody else who may speak for the merchant changes the bill: SEQR then has another amount than we. */
async function makeBillCheaper(
  { shop, store }: TestShop,
  id: string,
  invoiceReference: string,
): Promise<void> {
  const [order, [attempt]] = [await store.findOrder(id), await store.attempts.ofOrder(id)];
  const [line] = order?.basket.lines ?? [];
  if (!order || !attempt || !line) throw new Error('there is no bill');
  const cheaper = { ...line, quantity: 1, totalMinor: line.unitPriceMinor };
  const basket = { ...order.basket, lines: [cheaper], totalMinor: cheaper.totalMinor };
  const invoice = invoiceFor(shop, order, basket, attempt);
  await shop.seqr.call('updateInvoice', { invoiceReference, invoice, tokens: [] });
}

const address = (view: View, token: string, reference: string | null): string =>
  `/${view}#${token}${reference === null ? '' : `_${reference}`}${view === 'order' ? '/pay' : ''}`;

const truth = (name: StateName, view: View, { number }: Visit): string =>
  TRUTH[name][view].replace('#', number ?? 'no number');
