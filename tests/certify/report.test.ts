// The report: whose words stand where, and that nothing stands there which is nobody's business.
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect, test } from 'vitest';
import { makeReport } from '../../server/certify/report.ts';
import type { Report } from '../../server/certify/report.ts';
import { reportHtml } from '../../server/certify/report-html.ts';
import { reportPdf } from '../../server/certify/report-pdf.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { SANDBOX_CUSTOMER } from '../../server/simulator/merchant.ts';
import { openCertified } from './certified-shop.ts';

const SUBJECT = {
  service: 'Ferry <1> & sons',
  clientId: 'Test company',
  software: 'service 0.1.0',
  seqr: 'seqr.example',
  how: 'the simulated wallet',
  timeZone: 'Europe/Stockholm',
};

test('each step has the words that travelled for it, and no secret is in page, paper or document', async () => {
  const tokens: string[] = [];
  const around = await openCertified();
  const { recorder, redactor, run } = around;
  const learn = redactor.learn.bind(redactor);
  redactor.learn = (text) => {
    // Shorter ones stand in other numbers by chance.
    if (text.length >= 6) tokens.push(text);
    learn(text);
  };
  const certified = await run();
  const report = makeReport(certified, recorder.exchanges, SUBJECT, redactor);
  const calls = callsOf(report);
  expect(calls).toMatchObject({
    receipt: ['submitPaymentReceipt'],
    cancel: ['sendInvoice', 'getPaymentStatus', 'cancelInvoice', 'getPaymentStatus'],
    refunded: ['refundPayment'],
  });
  const has = (id: string, ...names: string[]) => expect(calls[id]).toEqual(expect.arrayContaining(names));
  has('invoice', 'getClientSessionInfo', 'sendInvoice');
  has('status', 'getPaymentStatus', 'sendInvoice', 'cancelInvoice');
  has('close', 'markTransactionPeriod', 'executeReport');
  has('paid', 'sendInvoice', 'getPaymentStatus', 'POST /notifications/•••');
  const all = report.steps.flatMap(({ exchanges }) => exchanges);
  const said = all.reduce((sum, { alike }) => sum + 1 + (alike?.count ?? 0), 0);
  expect(said).toBe(recorder.exchanges.length);

  const pages = [await reportHtml(report), await textOfPdf(await reportPdf(report)), JSON.stringify(report)];
  // On paper as on the page: the mask and the quotation mark are letters of the built-in typefaces.
  for (const page of pages.slice(0, 2))
    for (const part of ['SEQR’s notification', '•••']) expect(page).toContain(part);
  const { terminalId, terminalPassword, resellerId, resellerUserId, resellerPassword } = sandboxCredentials;
  const secrets = { terminalId, terminalPassword, resellerId, resellerPassword };
  const keys = recorder.exchanges.flatMap(({ kind, name }) =>
    kind === 'notification' ? [name.split('/').at(-1) ?? ''] : [],
  );
  const canaries: string[] = [
    ...Object.values(secrets),
    ...Object.values<string>({ ...SANDBOX_CUSTOMER }),
    ...keys,
    ...tokens,
  ];
  expect(keys.length).toBeGreaterThan(1);
  expect(canaries.length).toBeGreaterThan(15);
  for (const text of pages) {
    expect(canaries.filter((canary) => text.includes(canary))).toEqual([]);
    expect(text).not.toContain(`>${resellerUserId}<`);
    // What must be seen.
    for (const word of ['itemQuantity', 'PAID', 'seqr-service-1-', 'clientRequestTimeout', '9735'])
      expect(text).toContain(word);
  }
  expect(pages[0]).toContain('Ferry &lt;1&gt; &amp; sons');
  expect(pages[0]).not.toMatch(/<script|https?:\/\/(?!127|seqr|SEQR)/);
});

const callsOf = ({ steps }: Report) =>
  Object.fromEntries(steps.map(({ id, exchanges }) => [id, exchanges.map(({ name }) => name)]));

async function textOfPdf(pdf: Buffer): Promise<string> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const text = [...document.pages()].map((page) => page.getText()).join('\n');
  document.destroy();
  library.destroy();
  return text;
}
