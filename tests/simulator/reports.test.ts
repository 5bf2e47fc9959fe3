import { expect, test } from 'vitest';
import { anInvoiceOf, openSandbox, paid, service } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

const SHOP_SUMMARY = 'Reconciliation/Shop.xml';
const SHOP_DETAILS = 'Reconciliation/STD_RECON_003.xml';
const TERMINAL_SUMMARY = 'Reconciliation/STD_RECON_006.xml';
const TERMINAL_DETAILS = 'Reconciliation/STD_RECON_007.xml';
const terminalId = service.terminal.id;

function parameters(values: Record<string, string>) {
  return { parameter: { entry: Object.entries(values).map(([key, value]) => ({ key, value })) } };
}
async function mark(sandbox: Sandbox, values?: Record<string, string>): Promise<string> {
  const answer = await sandbox.call(
    'markTransactionPeriod',
    values ? { parameters: parameters(values) } : {},
  );
  expect(answer.resultCode).toBe(0);
  return answer.transactionPeriodId ?? '';
}
async function reportOf(sandbox: Sandbox, reportId: string, values: Record<string, string>) {
  const answer = await sandbox.call('executeReport', {
    reportId,
    language: 'en',
    parameters: parameters(values),
  });
  const { contentString = '', content = '' } = answer.report ?? {};
  expect(Buffer.from(content, 'base64').toString()).toBe(contentString);
  return { ...answer, text: contentString };
}
const values = (text: string, element: string) =>
  [...text.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'g'))].map(([, value]) => value);

test('is not ready at once, and is after three seconds', async () => {
  const sandbox = await openSandbox();
  const transactionPeriodId = await mark(sandbox);
  await sandbox.clock.advance(2_999);
  expect(await reportOf(sandbox, SHOP_SUMMARY, { transactionPeriodId })).toMatchObject({
    resultCode: 2,
    text: '',
  });
  await sandbox.clock.advance(1);
  expect(await reportOf(sandbox, SHOP_SUMMARY, { transactionPeriodId })).toMatchObject({
    resultCode: 0,
    report: { mimeType: 'text/html' },
  });
});

test('sums up and lists a period: confirmed payments, refunds subtracted, five decimals, NULL for no cashier', async () => {
  const sandbox = await openSandbox();
  const first = await paid(sandbox, anInvoiceOf('93.31'));
  const second = await paid(sandbox, anInvoiceOf('130.00', { cashierId: '' }));
  await sandbox.call('refundPayment', { ersReference: second.ersReference, invoice: anInvoiceOf('30.00') });
  await sandbox.pay(await sandbox.send());
  await sandbox.clock.advance(30_000);
  const transactionPeriodId = await mark(sandbox);
  await sandbox.clock.advance(3_000);

  const summary = await reportOf(sandbox, SHOP_SUMMARY, { transactionPeriodId });
  expect(summary.text).toMatch(/^<ResellerTransactionSummary>.*<\/ResellerTransactionSummary>$/);
  expect(values(summary.text, 'GeneratedAt')).toEqual(['2025-12-24 15:00']);
  expect(values(summary.text, 'SalesCount')).toEqual(['3']);
  expect(values(summary.text, 'SalesTotal')).toEqual(['193.31000']);

  const details = await reportOf(sandbox, SHOP_DETAILS, { transactionPeriodId });
  expect(details.text).toMatch(/^<TransactionDetails>.*<\/TransactionDetails>$/);
  expect(values(details.text, 'SalesAmount')).toEqual(['93.31000', '130.00000', '-30.00000']);
  expect(values(details.text, 'CashierId')).toEqual(['web', 'NULL', 'web']);
  expect(values(details.text, 'ErsReference').slice(0, 2)).toEqual([first.ersReference, second.ersReference]);
});

test('puts every payment into exactly one period', async () => {
  const sandbox = await openSandbox();
  await paid(sandbox, anInvoiceOf('1.00'));
  await sandbox.clock.advance(1);
  const first = await mark(sandbox);
  await paid(sandbox, anInvoiceOf('2.00'));
  await sandbox.clock.advance(1);
  const second = await mark(sandbox);
  const third = await mark(sandbox);
  await sandbox.clock.advance(3_000);
  const totals = [first, second, third].map(async (transactionPeriodId) =>
    values((await reportOf(sandbox, SHOP_SUMMARY, { transactionPeriodId })).text, 'SalesTotal'),
  );
  expect(await Promise.all(totals)).toEqual([['1.00000'], ['2.00000'], ['0.00000']]);
});

test('reports on one terminal, and closes its summary with another tag than it opened, as the samples do', async () => {
  const other = {
    ...service,
    id: 'OTHER',
    terminal: { id: 'other', password: 'word', kind: 'webshop' as const },
  };
  const sandbox = await openSandbox({ services: [service, other] });
  await paid(sandbox, anInvoiceOf('5.00'));
  await sandbox.clock.advance(1);
  const own = {
    transactionPeriodId: await mark(sandbox, { TERMINALID: terminalId }),
    TERMINALID: terminalId,
  };
  const others = { transactionPeriodId: await mark(sandbox, { TERMINALID: 'other' }), TERMINALID: 'other' };
  await sandbox.clock.advance(3_000);
  const summary = await reportOf(sandbox, TERMINAL_SUMMARY, own);
  expect(summary.text).toMatch(/^<CashierTransactionSummary>.*<\/TerminalTransactionSummary>$/);
  expect(values(summary.text, 'TerminalId')).toEqual([terminalId]);
  expect(values(summary.text, 'SalesTotal')).toEqual(['5.00000']);
  expect(values((await reportOf(sandbox, TERMINAL_DETAILS, own)).text, 'SalesAmount')).toEqual(['5.00000']);
  expect(values((await reportOf(sandbox, TERMINAL_DETAILS, others)).text, 'SalesAmount')).toEqual([]);
});

test("carries a cashier's name as it is, through XML in XML", async () => {
  const sandbox = await openSandbox();
  await paid(sandbox, anInvoiceOf('5.00', { cashierId: 'Åsa <]]>&' }));
  await sandbox.clock.advance(1);
  const transactionPeriodId = await mark(sandbox);
  await sandbox.clock.advance(3_000);
  const { text } = await reportOf(sandbox, SHOP_DETAILS, { transactionPeriodId });
  expect(values(text, 'CashierId')).toEqual(['Åsa &lt;]]&gt;&amp;']);
});

test('refuses reports and periods that do not exist, or that belong to somebody else', async () => {
  const stranger = {
    ...service,
    id: 'STRANGER',
    terminal: { id: 'strange', password: 'word', kind: 'webshop' as const },
    reseller: { id: 'STRANGERS', userId: '1', password: 'pass' },
  };
  const sandbox = await openSandbox({ services: [service, stranger] });
  const transactionPeriodId = await mark(sandbox);
  const ofTerminal = await mark(sandbox, { TERMINALID: terminalId });
  await sandbox.clock.advance(3_000);
  const codeOf = async (reportId: string, given: Record<string, string>) =>
    (await reportOf(sandbox, reportId, given)).resultCode;
  expect(await codeOf('Reconciliation/Nothing.xml', { transactionPeriodId })).toBe(10);
  expect(await codeOf(SHOP_SUMMARY, {})).toBe(10);
  expect(await codeOf(SHOP_SUMMARY, { transactionPeriodId: '1' })).toBe(10);
  expect(await codeOf(SHOP_SUMMARY, { transactionPeriodId: ofTerminal, TERMINALID: terminalId })).toBe(10);
  expect(await codeOf(TERMINAL_SUMMARY, { transactionPeriodId, TERMINALID: terminalId })).toBe(10);
  expect(await codeOf(TERMINAL_SUMMARY, { transactionPeriodId: ofTerminal })).toBe(10);
  expect(await codeOf(TERMINAL_SUMMARY, { transactionPeriodId: ofTerminal, TERMINALID: terminalId })).toBe(0);

  const mine = { TERMINALID: terminalId };
  const asStranger = {
    initiatorPrincipalId: { id: 'STRANGERS', type: 'RESELLERUSER', userId: '1' },
    password: 'pass',
  };
  expect(
    await sandbox.call('markTransactionPeriod', { parameters: parameters(mine) }, asStranger),
  ).toMatchObject({
    resultCode: 21,
  });
  const request = { reportId: SHOP_SUMMARY, parameters: parameters({ transactionPeriodId }) };
  expect(await sandbox.call('executeReport', request, asStranger)).toMatchObject({ resultCode: 21 });
});

test.each([
  ['row-extra', ['5.00000', '6.00000', '42.00000']],
  ['row-missing', ['6.00000']],
  ['row-twice', ['5.00000', '5.00000', '6.00000']],
  ['amount-differs', ['5.01000', '6.00000']],
] as const)('%s strikes the next details, once, and no summary', async (kind, expected) => {
  const sandbox = await openSandbox();
  await paid(sandbox, anInvoiceOf('5.00'));
  await paid(sandbox, anInvoiceOf('6.00'));
  await sandbox.clock.advance(1);
  const transactionPeriodId = await mark(sandbox);
  await sandbox.faults({ on: 'executeReport', kind });
  // Not ready yet: there is nothing that it could strike.
  expect(await reportOf(sandbox, SHOP_DETAILS, { transactionPeriodId })).toMatchObject({ resultCode: 2 });
  await sandbox.clock.advance(3_000);
  const sum = await reportOf(sandbox, SHOP_SUMMARY, { transactionPeriodId });
  expect(values(sum.text, 'SalesTotal')).toEqual(['11.00000']);
  const amounts = async () =>
    values((await reportOf(sandbox, SHOP_DETAILS, { transactionPeriodId })).text, 'SalesAmount').toSorted();
  expect(await amounts()).toEqual(expected.toSorted());
  expect(await amounts()).toEqual(['5.00000', '6.00000']);
});

test.each([
  ['report-empty', /^$/],
  ['report-cut', /^<TransactionDetails>.*(?<!<\/TransactionDetails>)$/],
  ['report-malformed', /<Meta>.*<\/Mate>/],
  ['report-other-period', /<TransactionPeriodId>\d{26}</],
] as const)('%s spoils the text, in both of its forms', async (kind, expected) => {
  const sandbox = await openSandbox();
  await paid(sandbox, anInvoiceOf('5.00'));
  await sandbox.clock.advance(1);
  const transactionPeriodId = await mark(sandbox);
  await sandbox.clock.advance(3_000);
  await sandbox.faults({ on: 'executeReport', kind });
  expect((await reportOf(sandbox, SHOP_DETAILS, { transactionPeriodId })).text).toMatch(expected);
});
