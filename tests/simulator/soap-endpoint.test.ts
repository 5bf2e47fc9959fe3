import { expect, test } from 'vitest';
import { openEnvelope, SoapFault } from '../../server/seqr/envelope.ts';
import type { ClientContext } from '../../server/seqr/operations.ts';
import { anInvoice, envelopeOf, openSandbox, readAnswer, XML } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

const STATUS = envelopeOf('getPaymentStatus', { invoiceReference: '1', invoiceVersion: 0 });
const SESSION = envelopeOf('getClientSessionInfo', { key: '1-1' });

async function faultOf(response: Response): Promise<SoapFault> {
  expect(response.status).toBe(500);
  expect(response.headers.get('content-type')).toBe(XML);
  const text = await response.text();
  try {
    openEnvelope(text);
  } catch (error) {
    if (error instanceof SoapFault) return error;
  }
  throw new Error(`no Fault: ${text}`);
}

test('answers with other prefixes than its caller, and says no with HTTP 200', async () => {
  const sandbox = await openSandbox();
  const response = await sandbox.post(STATUS);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(XML);
  const text = await response.text();
  expect(text).toContain('<S:Envelope');
  expect(STATUS).toContain('<soap:Envelope');
  expect(readAnswer('getPaymentStatus', text)).toEqual({
    resultCode: 54,
    resultDescription: 'INVALID_INVOICE_REFERENCE',
  });
});

test('reads a request whatever its prefixes, white space, comments and CDATA', async () => {
  const sandbox = await openSandbox();
  const invoiceReference = await sandbox.send();
  const text = envelopeOf('getPaymentStatus', { invoiceReference, invoiceVersion: 0 })
    .replaceAll('soap:', 'e:')
    .replaceAll(':soap', ':e')
    .replaceAll('ns2', 'q')
    .replace('<e:Body>', '<e:Header/>\n  <!-- a comment -->\n<e:Body>\n')
    .replace(invoiceReference, `<![CDATA[${invoiceReference}]]>`);
  const answer = readAnswer('getPaymentStatus', await (await sandbox.post(text)).text());
  expect(answer).toMatchObject({ status: 'ISSUED' });
});

test('reads past headers, whatever namespaces and names they hold', async () => {
  const sandbox = await openSandbox();
  const headers =
    '<soap:Header><w:To xmlns:w="urn:w">x</w:To><Body/><ns2:a xmlns:ns2="urn:b"/></soap:Header>';
  const response = await sandbox.post(STATUS.replace('<soap:Body>', `${headers}<soap:Body>`));
  expect(readAnswer('getPaymentStatus', await response.text()).resultCode).toBe(54);
});

test('is not deceived by what looks like a tag in an attribute, a comment or CDATA', async () => {
  const sandbox = await openSandbox();
  const text = STATUS.replace(
    '<invoiceReference>1',
    '<!-- <x:y> --><invoiceReference a="</context>" b=\'/>\'><![CDATA[<z:1>]]>',
  );
  const response = await sandbox.post(text);
  expect(readAnswer('getPaymentStatus', await response.text()).resultCode).toBe(54);
});

const BROKEN: [what: string, text: string][] = [
  ['nothing', ''],
  ['what is no XML', 'getPaymentStatus, please'],
  ['XML that ends too early', STATUS.slice(0, -20)],
  ['a DOCTYPE', `<!DOCTYPE a [<!ENTITY b "c">]>${STATUS.replace(/^.*?\?>/, '')}`],
  ['no envelope', '<a/>'],
  [
    'SOAP 1.2',
    STATUS.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
  ],
  ['an empty body', STATUS.replace(/<ns2:.*<\/ns2:getPaymentStatus>/, '')],
  ['an operation that nobody offers', STATUS.replaceAll('getPaymentStatus', 'payMeTwice')],
  ['an operation that every object has', STATUS.replaceAll('getPaymentStatus', 'toString')],
  ['an operation of no namespace', STATUS.replaceAll('ns2:', '').replace('xmlns:ns2', 'xmlns:x')],
  ['an operation of another namespace', STATUS.replace('seamless.com/', 'seamless.com')],
  ['children of the namespace by prefix', STATUS.replaceAll('invoiceReference>', 'ns2:invoiceReference>')],
  ['children of the namespace by default', STATUS.replaceAll('ns2:', '').replace('xmlns:ns2', 'xmlns')],
  ['an undeclared prefix', STATUS.replace(/ xmlns:ns2="[^"]*"/, '')],
  [
    'children in another order',
    STATUS.replace(/(<invoiceReference>.*)(<invoiceVersion>.*<\/invoiceVersion>)/, '$2$1'),
  ],
  ['the context at the end', STATUS.replace(/(<context>.*<\/context>)(.*)(<\/ns2:)/, '$2$1$3')],
  [
    'context elements in another order',
    STATUS.replace(/(<channel>.*<\/channel>)(<clientId>.*<\/clientId>)/, '$2$1'),
  ],
  ['no context', STATUS.replace(/<context>.*<\/context>/, '')],
  ['no reference', STATUS.replace(/<invoiceReference>.*<\/invoiceReference>/, '')],
  ['two references', STATUS.replace(/(<invoiceReference>.*<\/invoiceReference>)/, '$1$1')],
  ['a version that is no integer', STATUS.replace('<invoiceVersion>0', '<invoiceVersion>zero')],
];

test.each(BROKEN)('answers %s with a Fault', async (_, text) => {
  const sandbox = await openSandbox();
  expect((await faultOf(await sandbox.post(text))).code).toBe('S:Client');
  expect(sandbox.complaints).toEqual([]);
});

const CONTEXTS: [what: string, context: Partial<ClientContext>][] = [
  ['a time-out other than 0', { clientRequestTimeout: 1 }],
  ['no channel', { channel: '' }],
  ['a channel of 41 characters', { channel: 'x'.repeat(41) }],
  ['a comment of 81 characters', { clientComment: 'x'.repeat(81) }],
  ['no clientId', { clientId: '' }],
  ['no clientReference', { clientReference: '' }],
  ['a clientReference of 33 characters', { clientReference: 'x'.repeat(33) }],
];

test.each(CONTEXTS)('answers a context with %s with a Fault', async (_, context) => {
  const sandbox = await openSandbox();
  const text = envelopeOf('getPaymentStatus', { invoiceReference: '1', invoiceVersion: 0 }, context);
  await faultOf(await sandbox.post(text));
});

test('takes a context whose texts are just as long as they may be', async () => {
  const sandbox = await openSandbox();
  const context = { channel: 'x'.repeat(40), clientComment: 'x'.repeat(80), clientReference: 'x'.repeat(32) };
  const answer = await sandbox.call(
    'getPaymentStatus',
    { invoiceReference: '1', invoiceVersion: 0 },
    context,
  );
  expect(answer.resultCode).toBe(54);
});

test.each([
  'channel',
  'clientId',
  'clientReference',
  'clientRequestTimeout',
  'initiatorPrincipalId',
  'password',
])('answers a context without %s with a Fault that names it', async (name) => {
  const sandbox = await openSandbox();
  const text = STATUS.replace(new RegExp(`<${name}>.*</${name}>`), '');
  expect((await faultOf(await sandbox.post(text))).message).toContain(`${name} is missing`);
});

test.each([
  'paymentMode',
  'acknowledgmentMode',
  'issueDate',
  'title',
  'clientInvoiceId',
  'totalAmount',
  'cashierId',
  'footer',
])('answers 49, not a Fault, to an invoice without %s', async (name) => {
  const sandbox = await openSandbox();
  const text = envelopeOf('sendInvoice', { invoice: anInvoice(), tokens: [] });
  const without = text.replace(new RegExp(`<${name}>.*</${name}>`), '');
  const response = await sandbox.post(without);
  expect(response.status).toBe(200);
  expect(readAnswer('sendInvoice', await response.text()).resultCode).toBe(49);
});

test('never repeats what stood in a message that it could not read', async () => {
  const sandbox = await openSandbox();
  const text = STATUS.replace('<invoiceVersion>0', '<invoiceVersion>secret').replace(
    '<channel>WS',
    '<channel>WS',
  );
  const fault = await faultOf(await sandbox.post(text));
  expect(fault.message).not.toContain('secret');
});

test('serves both ports at one address, and only the session port at its own', async () => {
  const sandbox = await openSandbox();
  expect((await sandbox.post(SESSION)).status).toBe(200);
  expect((await sandbox.post(SESSION, '/simulator/soap/session')).status).toBe(200);
  await faultOf(await sandbox.post(STATUS, '/simulator/soap/session'));
});

test.each(['text/xml', 'text/xml; charset=utf-8', 'text/xml;charset="UTF-8"', 'TEXT/XML; charset=UTF-8'])(
  'takes %s',
  async (contentType) => {
    const sandbox = await openSandbox();
    expect((await sandbox.post(STATUS, undefined, contentType)).status).toBe(200);
  },
);

test.each([
  'application/json',
  'application/soap+xml',
  'text/xml; charset=iso-8859-1',
  'text/plain',
  'text/xmlish',
])('refuses %s with 415', async (contentType) => {
  const sandbox = await openSandbox();
  expect((await sandbox.post(STATUS, undefined, contentType)).status).toBe(415);
});

test('refuses a message over 256 KB with 413, and takes a long one below', async () => {
  const sandbox = await openSandbox();
  const withFooter = (length: number) =>
    envelopeOf('sendInvoice', { invoice: anInvoice({ footer: 'x'.repeat(length) }), tokens: [] });
  expect((await sandbox.post(withFooter(256 * 1024))).status).toBe(413);
  expect((await sandbox.post(withFooter(200 * 1024))).status).toBe(200);
});

test('answers anything but a POST or ?wsdl with 405', async () => {
  const { simulator }: Sandbox = await openSandbox();
  expect((await simulator.app.request('/simulator/soap')).status).toBe(405);
  expect((await simulator.app.request('/simulator/soap/session')).status).toBe(405);
});

test('serves a WSDL with the address at which it was asked', async () => {
  const { simulator } = await openSandbox();
  const both = await (await simulator.app.request('http://sandbox.test:81/simulator/soap?wsdl')).text();
  expect(both).toContain('location="http://sandbox.test:81/simulator/soap"');
  expect(both).toContain('location="http://sandbox.test:81/simulator/soap/session"');
  const session = await (
    await simulator.app.request('http://sandbox.test/simulator/soap/session?wsdl')
  ).text();
  expect(session).not.toContain('location="http://sandbox.test/simulator/soap"');
  expect(session).not.toContain('portType name="ExternalClient"');
});
