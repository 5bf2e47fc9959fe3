// The receipt as a page of HTML that needs nothing from elsewhere, in the order's language. Everything is escaped.
import { directionOf } from '../../shared/languages.ts';
import { moneyFormat } from '../../shared/money.ts';
import { inLanguage } from '../../shared/service.ts';
import type { Service } from '../../shared/service.ts';
import type { Order } from '../store/records.ts';
import { receiptWords } from './receipt-words.ts';

export function receiptPage(order: Order, service: Service): string {
  const { basket, bookingNumber, language, payment } = order;
  const words = receiptWords(language);
  const money = moneyFormat(basket.currency, language);
  const paid = payment
    ? moneyFormat(payment.currency, language)(payment.amountMinor)
    : money(basket.totalMinor);
  const rows = basket.lines.map(
    ({ name, quantity, totalMinor }) =>
      html`<tr>
        <td>${name}</td>
        <td>${String(quantity)}</td>
        <td>${money(totalMinor)}</td>
      </tr>`,
  );
  const taxes = basket.taxes.map(
    ({ rate, amountMinor }) =>
      html`<tr>
        <td colspan="2">${words.tax} ${String(rate)} %</td>
        <td>${money(amountMinor)}</td>
      </tr>`,
  );
  return html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <title>${words.receipt} ${bookingNumber}</title>
      </head>
      <body>
        <h1>${inLanguage(service.name, language, service)}</h1>
        <p>${words.booking}: <strong>${bookingNumber}</strong></p>
        <p>${words.time}: ${new Date(order.endedAt ?? order.createdAt).toISOString()}</p>
        <table>
          <thead>
            <tr>
              <th>${words.item}</th>
              <th>${words.quantity}</th>
              <th>${words.amount}</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
          <tfoot>
            <tr>
              <td colspan="2">${words.paid}</td>
              <td>${paid}</td>
            </tr>
            ${taxes}
          </tfoot>
        </table>
        <p>${words.payment}: ${payment?.paymentReference ?? payment?.ersReference ?? ''}</p>
      </body>
    </html> `.text;
}

/** Markup that was put together here. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Puts markup together: only what came out of this function itself goes in as it is. */
function html(parts: TemplateStringsArray, ...values: (string | Html[])[]): Html {
  const written = values.map((value) =>
    typeof value === 'string' ? escape(value) : value.map(({ text }) => text).join('\n'),
  );
  return new Html(String.raw({ raw: parts }, ...written));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
