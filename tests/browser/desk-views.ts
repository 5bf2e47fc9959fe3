// Every view and every dialog of the desk, and the way to each.
import type { Page } from '@playwright/test';
import { problem, type ScriptedDesk } from '../client/desk/scripted-desk.ts';

export interface DeskView {
  name: string;
  hash: string;
  /** Before it is opened. */
  prepare?: (desk: ScriptedDesk) => void;
  /** What is done in it. */
  act?: (page: Page, desk: ScriptedDesk) => Promise<void>;
  /** What it says when it is there. */
  shows: string | RegExp;
}

const TABLE_FAULTS = [
  'line 2 column 1: jetty: "99" is none of the service’s: 1, 2, 3, 7',
  'line 17 column 2: a quotation mark is opened and never closed',
].join('\n');
const signedOut = (desk: ScriptedDesk) => {
  desk.isSignedIn = false;
};
const press = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const openRefund = press('Give money back…');
const give = press(/^Give back/);

async function giveForReason(page: Page) {
  await openRefund(page);
  await page.getByLabel('Reason').fill('Missed the boat');
  await give(page);
}

export const DESK_VIEWS: DeskView[] = [
  { name: 'sign-in', hash: '#/orders', prepare: signedOut, shows: 'Operator desk' },
  {
    name: 'sign-in, refused',
    hash: '#/orders',
    prepare: signedOut,
    act: async (page) => {
      await page.getByLabel('Name').fill('anna');
      await page.getByLabel('Password').fill('wrong');
      await page.keyboard.press('Enter');
    },
    shows: /do not belong together/,
  },
  {
    name: 'desk out of reach',
    hash: '#/orders',
    prepare: (desk) => desk.fail(/GET session/, 'cut'),
    shows: /cannot be reached/,
  },
  {
    name: 'sign-in again',
    hash: '#/orders/o1',
    act: async (page, desk) => {
      await page.getByRole('heading', { name: 'FRY-7K2M9Q' }).waitFor();
      desk.isSignedIn = false;
      await page.getByRole('link', { name: 'Tasks' }).click();
    },
    shows: /What you were doing is still here/,
  },
  { name: 'orders', hash: '#/orders', shows: '9 orders' },
  {
    name: 'orders, none',
    hash: '#/orders?q=NOPE&from=2026-11-23&to=2026-11-22',
    shows: /first day is after/,
  },
  { name: 'account', hash: '#/orders', act: press('anna'), shows: 'Sign out on all screens' },
  { name: 'filters', hash: '#/orders?status=paid', act: press(/^Filters/), shows: '4 orders' },
  { name: 'order', hash: '#/orders/o1', shows: 'Ordered 2 × Adult' },
  { name: 'order with everything', hash: '#/orders/o2', shows: 'This order needs somebody' },
  { name: 'order, reserved', hash: '#/orders/o3', shows: /is reserved at SEQR/ },
  { name: 'order, unknown', hash: '#/orders/nobody', shows: /no such order/ },
  { name: 'refund', hash: '#/orders/o1', act: openRefund, shows: 'What goes back?' },
  {
    name: 'refund by rows, wrong',
    hash: '#/orders/o2',
    act: async (page) => {
      await openRefund(page);
      await page.getByLabel('Some of it').check();
      await page.getByLabel(/^Adult/).fill('11');
      await give(page);
    },
    shows: 'Adult: write a number from 0 to 7.',
  },
  {
    name: 'refund by sum, for a second person',
    hash: '#/orders/x5',
    prepare: ({ orders }) => {
      const large = orders.find(({ id }) => id === 'x5');
      if (large?.payment) Object.assign(large, { can: ['refund'], refundableMinor: 1_300_000 });
      if (large?.payment) large.payment.amountMinor = 1_300_000;
    },
    act: async (page) => {
      await openRefund(page);
      await page.getByLabel('A sum').check();
      await page.getByLabel('Sum in SEK').fill('500,01');
    },
    shows: /A second person must agree/,
  },
  {
    name: 'refund, answer lost',
    hash: '#/orders/o1',
    act: async (page, desk) => {
      desk.fail(/refunds$/, 'cut');
      await giveForReason(page);
    },
    shows: 'It is not known whether it was made.',
  },
  { name: 'refund, made', hash: '#/orders/o1', act: giveForReason, shows: /was given back\./ },
  {
    name: 'refund, unknown',
    hash: '#/orders/o1',
    prepare: (desk) =>
      (desk.nextRefund = { state: 'unknown', explanation: 'SEQR did not answer within 20 s.' }),
    act: giveForReason,
    shows: /Do not give it back a second time/,
  },
  { name: 'cancel', hash: '#/orders/o3', act: press('Cancel the order…'), shows: 'Cancel FRY-Q2D5NB?' },
  { name: 'commit', hash: '#/orders/o3', act: press('Take the reserved money…'), shows: 'Sum to take' },
  { name: 'tasks', hash: '#/tasks', shows: 'Refunds that need a second person' },
  {
    name: 'tasks, refunds held',
    hash: '#/tasks',
    prepare: (desk) => (desk.held = [{ key: 'refunds', since: Date.UTC(2026, 10, 20) }]),
    shows: 'The books are those of 2026-11-20 01:00.',
  },
  { name: 'agree', hash: '#/tasks', act: press('Agree…'), shows: /björn asks for it/ },
  { name: 'closings', hash: '#/closings', shows: 'The day closes by itself at 23:55.' },
  { name: 'close the day', hash: '#/closings', act: press('Close the day…'), shows: 'What is closed?' },
  { name: 'closing that agrees', hash: '#/closings/c1', shows: 'Both books agree to the öre' },
  { name: 'closing with breaks', hash: '#/closings/c2', shows: 'The books do not agree: 4 breaks' },
  { name: 'closing, unknown', hash: '#/closings/c3', shows: 'I have its number…' },
  {
    name: 'closing, its report unusable',
    hash: '#/closings/c3',
    prepare: ({ closings: [first] }) => {
      if (first) Object.assign(first, { state: 'marked', transactionPeriodId: '20261122009' });
    },
    shows: 'It has another number…',
  },
  {
    name: 'closing, under way',
    hash: '#/closings/c3',
    prepare: ({ closings: [first] }) => {
      if (first) Object.assign(first, { state: 'marking', needsPerson: false });
    },
    shows: /SEQR is being asked/,
  },
  { name: 'codes', hash: '#/codes', shows: 'All 3 codes' },
  { name: 'codes, none chosen', hash: '#/codes', act: press('Choose none'), shows: /Choose a code/ },
  {
    name: 'codes, a table with faults',
    hash: '#/codes',
    prepare: (desk) => desk.fail(/POST codes\/sheet/, problem(422, 'table-invalid', 'No', TABLE_FAULTS)),
    act: async (page) => {
      const file = { name: 'jetties.csv', mimeType: 'text/csv', buffer: Buffer.from('jetty\n99\n') };
      await page.getByLabel(/^Table/).setInputFiles(file);
      await page.getByRole('button', { name: 'Make stickers of it' }).click();
    },
    shows: /line 17 column 2/,
  },
  { name: 'going live', hash: '#/checkup', shows: 'Not ready: 2 things are to be mended' },
  {
    name: 'going live, ready',
    hash: '#/checkup',
    prepare: (desk) => {
      const findings = desk.checkup.findings.filter(({ verdict }) => verdict === 'ok');
      desk.checkup = { ...desk.checkup, isReady: true, findings };
    },
    shows: 'Everything is as it should be.',
  },
  {
    name: 'further places',
    hash: '#/orders',
    act: async (page) => {
      const more = page.getByRole('button', { name: 'More', exact: true });
      if (await more.isVisible()) await more.click();
    },
    shows: 'Going live',
  },
  { name: 'log', hash: '#/log', shows: 'Seen the ticket' },
  { name: 'help', hash: '#/help', shows: 'Have a second person agree' },
];
