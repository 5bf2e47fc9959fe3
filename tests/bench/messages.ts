// What is asked and answered in the benchmark. The answers are written out, not built by our tables, and in the way
// of SEQR's own servers: other prefixes than ours, no line breaks. Content after seqr-api §3 and §4.
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import type { Invoice, Request } from '../../server/seqr/operations.ts';

/** The operations that are measured: what settling does all day, and the longest request. */
export const OPERATIONS = ['getPaymentStatus', 'sendInvoice'] as const;
export type Measured = (typeof OPERATIONS)[number];

const sek = (value: string) => ({ currency: 'SEK', value });

const invoice: Invoice = {
  paymentMode: 'IMMEDIATE_DEBIT',
  acknowledgmentMode: 'NO_ACKNOWLEDGMENT',
  issueDate: '2025-12-24T14:00:00.000Z',
  title: 'Archipelago Ferries: Strömkajen – Sandhamn',
  clientInvoiceId: 'F-000123',
  invoiceRows: {
    invoiceRow: [
      row('Adult', '2', '130.00', '65.00'),
      row('Child & youth', '1', '32.50', '32.50'),
      row('Bicycle', '1', '20.00', '20.00'),
    ],
  },
  totalAmount: sek('182.50'),
  cashierId: 'web',
  footer: 'Booking F-000123. Valid on 24 December 2025.',
  notificationUrl: 'http://ferries.test/notifications/4b1fd2c39a?attempt=1',
};

function row(itemDescription: string, itemQuantity: string, total: string, price: string) {
  return {
    itemDescription,
    itemQuantity,
    itemSKU: `SKU-${itemDescription.slice(0, 3)}`,
    itemTaxRate: '6',
    itemTotalAmount: sek(total),
    itemUnit: 'ticket',
    itemUnitPrice: sek(price),
  };
}

export const requests: { [O in Measured]: Request<O> } = {
  getPaymentStatus: { invoiceReference: '2015102910184861801032678', invoiceVersion: 1 },
  sendInvoice: { invoice, tokens: [] },
};

/** The request's `context` for clients that do not make it themselves. */
export const context = {
  channel: 'WS',
  clientId: 'Test company',
  clientReference: 'seqr-service-1-00000000-1',
  clientRequestTimeout: 0,
  initiatorPrincipalId: { id: sandboxCredentials.terminalId, type: 'TERMINALID' },
  password: sandboxCredentials.terminalPassword,
};

/** What everyone must find in the answers before being measured. */
export const expected: Record<Measured, Record<string, string | number>> = {
  getPaymentStatus: { resultCode: 0, ersReference: '20151029186719114', status: 'PAID' },
  sendInvoice: { resultCode: 0, invoiceReference: '2015102910184861801032678' },
};

const answer = (operation: Measured, content: string) =>
  '<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>' +
  `<ns4:${operation}Response xmlns:ns4="http://external.interfaces.ers.seamless.com/"><return>${content}` +
  `</return></ns4:${operation}Response></S:Body></S:Envelope>`;

const amountXml = (name: string, value: string) =>
  `<${name}><currency>SEK</currency><value>${value}</value></${name}>`;
const rowXml = (description: string, quantity: string, total: string, price: string) =>
  `<invoiceRow><itemDescription>${description}</itemDescription><itemQuantity>${quantity}</itemQuantity>` +
  `<itemSKU>SKU-${description.slice(0, 3)}</itemSKU><itemTaxRate>6</itemTaxRate>${amountXml('itemTotalAmount', total)}` +
  `<itemUnit>ticket</itemUnit>${amountXml('itemUnitPrice', price)}</invoiceRow>`;

/** The answers: to the question after a payment one with the receipt and its rows. */
export const answers: { [O in Measured]: string } = {
  getPaymentStatus: answer(
    'getPaymentStatus',
    '<ersReference>20151029186719114</ersReference><resultCode>0</resultCode><resultDescription>SUCCESS' +
      '</resultDescription><status>PAID</status><receipt><terminalId>terminal-1</terminalId><paymentDate>' +
      '2025-12-24T14:00:21.000Z</paymentDate><clientInvoiceId>F-000123</clientInvoiceId><invoiceReference>' +
      '2015102910184861801032678</invoiceReference><paymentReference>20151029186719114</paymentReference>' +
      '<payerTerminalId>payer-1</payerTerminalId><receiverName>Archipelago Ferries</receiverName><invoice>' +
      '<paymentMode>IMMEDIATE_DEBIT</paymentMode><acknowledgmentMode>NO_ACKNOWLEDGMENT</acknowledgmentMode>' +
      '<issueDate>2025-12-24T14:00:00.000Z</issueDate><title>Archipelago Ferries: Strömkajen – Sandhamn</title>' +
      '<clientInvoiceId>F-000123</clientInvoiceId><invoiceRows>' +
      rowXml('Adult', '2', '130.00', '65.00') +
      rowXml('Child &amp; youth', '1', '32.50', '32.50') +
      rowXml('Bicycle', '1', '20.00', '20.00') +
      `</invoiceRows>${amountXml('totalAmount', '182.50')}<cashierId>web</cashierId><footer>Booking F-000123. Valid on ` +
      '24 December 2025.</footer></invoice></receipt><version>1</version>',
  ),
  sendInvoice: answer(
    'sendInvoice',
    '<ersReference>2015102910184861801032677</ersReference><resultCode>0</resultCode><resultDescription>SUCCESS' +
      '</resultDescription><invoiceQRCode>HTTP://SEQR.SE/R2015102910184861801032678</invoiceQRCode>' +
      '<invoiceReference>2015102910184861801032678</invoiceReference>',
  ),
};
