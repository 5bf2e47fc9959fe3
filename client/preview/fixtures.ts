// What a service, a session and an order look like: typed examples that the wall and the tests share. Knows nothing of
// screens.
import type { OrderDto, OrderLine, SessionDto } from '../../shared/api.ts';
import type { Choice, Image, Item, Service, Text } from '../../shared/service.ts';

export const TOKEN = '123456-789013';

/** Drawn here, since the images of the real service are another file's business. */
const image = (colour: string, path: string): Image => ({
  src: `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 56 56"><rect width="56" height="56" fill="${colour}"/>` +
      `<path d="${path}" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>`,
  )}`,
  width: 56,
  height: 56,
});

const TICKET: Text = { en: 'ticket', sv: 'biljett', fi: 'lippu', de: 'Fahrkarte' };

const item = (
  sku: string,
  amountMinor: number,
  more: Pick<Item, 'name' | 'description' | 'image'>,
): Item => ({
  sku,
  unit: TICKET,
  price: { kind: 'fixed', amountMinor },
  taxRate: 6,
  limit: 10,
  isSoldOut: false,
  ...more,
});

export const ADULT = item('adult', 6500, {
  name: { en: 'Adult', sv: 'Vuxen', fi: 'Aikuinen', de: 'Erwachsene' },
  description: { en: 'From 18 years', sv: 'Från 18 år', fi: '18 vuotta täyttäneet', de: 'Ab 18 Jahren' },
  image: image('#2f7a9b', 'M28 18v0M18 44c0-14 20-14 20 0'),
});
export const CHILD = item('child', 3250, {
  name: { en: 'Child', sv: 'Barn', fi: 'Lapsi', de: 'Kind' },
  description: { en: '6 to 17 years', sv: '6 till 17 år', fi: '6–17-vuotiaat', de: '6 bis 17 Jahre' },
  image: image('#a9803a', 'M28 24v0M21 42c0-9 14-9 14 0'),
});
export const BICYCLE = item('bicycle', 2500, {
  name: { en: 'Bicycle', sv: 'Cykel', fi: 'Polkupyörä', de: 'Fahrrad' },
  description: {
    en: 'As long as there is room',
    sv: 'I mån av plats',
    fi: 'Kun tilaa on',
    de: 'Solange Platz ist',
  },
  image: image(
    '#4b7d54',
    'M12 36a6 6 0 1 0 12 0a6 6 0 1 0-12 0M32 36a6 6 0 1 0 12 0a6 6 0 1 0-12 0M18 36l8-14 12 14',
  ),
});

/** The names of jetties are the same in every language. */
const jetty = (value: string, name: string) => ({ value, name: { en: name, sv: name, fi: name, de: name } });

export const DEPARTURE: Extract<Choice, { kind: 'options' }> = {
  kind: 'options',
  key: 'departure',
  name: { en: 'From', sv: 'Från', fi: 'Mistä', de: 'Von' },
  options: [jetty('1', 'Strandvägen'), jetty('7', 'Vaxholm')],
  preset: '7',
};

/** A short text that some services ask for. */
export const PLATE: Extract<Choice, { kind: 'text' }> = {
  kind: 'text',
  key: 'plate',
  name: { en: 'Number plate', sv: 'Registreringsnummer', fi: 'Rekisterinumero', de: 'Kennzeichen' },
  pattern: '[A-Z]{3} ?[0-9]{2}[A-Z0-9]',
  example: 'ABC 123',
  maxLength: 8,
  preset: null,
};

export const SERVICE: Service = {
  id: 'ferry',
  name: { en: 'Archipelago ferry', sv: 'Skärgårdsfärjan', fi: 'Saaristolautta', de: 'Schärenfähre' },
  logo: image('#0b5c86', 'M10 34h36l-7 10H17zM28 10v18M28 12l12 14H28'),
  currency: 'SEK',
  languages: ['en', 'sv', 'fi', 'de'],
  maxUnits: 12,
  choices: [DEPARTURE],
  items: [ADULT, CHILD, BICYCLE],
};

export function session(more: Partial<SessionDto> = {}): SessionDto {
  return {
    service: SERVICE,
    customer: { msisdn: '…567' },
    parameters: {},
    order: null,
    canOrder: true,
    ...more,
  };
}

export const TWO_ADULTS: OrderLine = {
  sku: 'adult',
  name: 'Adult',
  quantity: 2,
  unitPriceMinor: 6500,
  totalMinor: 13000,
  taxRate: 6,
};

/** An order for two adults, payable unless it is said otherwise. */
export function order(more: Partial<OrderDto> = {}): OrderDto {
  const invoiceReference = '9001';
  return {
    id: '00000000-0000-4000-8000-000000000001',
    version: 1,
    revision: 1,
    pending: null,
    status: 'payable',
    language: 'en',
    bookingNumber: 'FRY-7K2M9Q',
    choices: { departure: '7' },
    lines: [TWO_ADULTS],
    total: { amountMinor: 13000, currency: 'SEK' },
    taxes: [{ rate: 6, amountMinor: 736 }],
    invoiceReference,
    walletUrl: `seqr://SEQR.SE/R${invoiceReference}`,
    wasLaunched: false,
    isReserved: false,
    createdAt: 0,
    expiresAt: 600_000,
    endedAt: null,
    payment: null,
    reversedAt: null,
    ...more,
  };
}

/** What SEQR has not confirmed yet: three adults, as the next revision. */
export const THREE_ADULTS = {
  revision: 2,
  choices: { departure: '7' },
  lines: [{ ...TWO_ADULTS, quantity: 3, totalMinor: 19500 }],
  total: { amountMinor: 19500, currency: 'SEK' },
} satisfies OrderDto['pending'];

/** SEQR has not made a bill for it. */
export function placing(more: Partial<OrderDto> = {}): OrderDto {
  return order({ status: 'placing', invoiceReference: null, walletUrl: null, ...more });
}

export function paid(more: Partial<OrderDto> = {}): OrderDto {
  const total = { amountMinor: 13000, currency: 'SEK' };
  const payment = { paidAt: 1, total, paymentReference: '1' };
  return order({ status: 'paid', walletUrl: null, endedAt: 1, payment, ...more });
}

/** Ended without a payment. */
export function ended(status: 'canceled' | 'failed' | 'expired'): OrderDto {
  return order({ status, walletUrl: null, endedAt: 1 });
}
