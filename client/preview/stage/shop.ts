// A shop in memory, for who taps on in a frame: takes the order that the page puts, and lets everything go well. Its
// prices are those of the session. Knows nothing of the server's code.
import type { OrderDto, OrderLine, PutOrder, SessionDto } from '../../../shared/api.ts';
import { unitPrice, type Choices } from '../../../shared/service.ts';
import { ended, order, SERVICE } from '../fixtures.ts';
import type { State } from '../states/state.ts';
import { orderIn, sessionIn, type Tongue } from '../tongues.ts';
import { Backend, type Answer } from './backend.ts';

export function openShop({ session, put }: State, tongue: Tongue): Backend {
  let current = typeof session === 'string' ? null : session.order;
  let firstAnswer = put;
  const tell = (told: OrderDto): Answer => {
    current = told;
    return { body: orderIn(tongue, told) };
  };
  const now = () => current ?? order();

  return new Backend()
    .answer('POST session', () => {
      if (typeof session !== 'string') return { body: sessionIn(tongue, { ...session, order: current }) };
      return refusal(session);
    })
    .answer('PUT order', ({ body, path }) => {
      const answer = firstAnswer;
      firstAnswer = undefined;
      if (answer === 'never') return 'never';
      if (answer === undefined) return tell(ordered(path, body as PutOrder, session));
      if ('code' in answer) return refusal(answer.code, answer.order && orderIn(tongue, answer.order));
      return tell(answer);
    })
    .answer('GET order', () => tell(now()))
    .answer('POST launch', () => {
      const { wasLaunched } = now();
      tell({ ...now(), wasLaunched: true });
      return { body: { order: orderIn(tongue, now()), isFirst: !wasLaunched } };
    })
    .answer('POST cancel', () => tell({ ...now(), ...closed('canceled') }));
}

function refusal(code: string, standing?: OrderDto): Answer {
  if (code === 'never') return 'never';
  if (code === 'offline') return 'cut';
  const canRetry = code === 'token-in-progress' || code.startsWith('seqr-un') || code === 'internal';
  return {
    status: 409,
    body: { code, canRetry, title: code, status: 409, ...(standing && { order: standing }) },
  };
}

const closed = (status: 'canceled') => {
  const { walletUrl, endedAt } = ended(status);
  return { status, walletUrl, endedAt };
};

function ordered(
  path: string,
  { lines, choices = {}, revision = 1 }: PutOrder,
  session: State['session'],
): OrderDto {
  const service = typeof session === 'string' ? SERVICE : session.service;
  const priced = lines.map((line) => lineOf(line, choices, service));
  const amountMinor = priced.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  const taxMinor = Math.round((amountMinor * 6) / 106);
  return order({
    id: path.split('/').at(-1) ?? '',
    revision,
    choices,
    lines: priced,
    total: { amountMinor, currency: service.currency },
    taxes: [{ rate: 6, amountMinor: taxMinor }],
  });
}

function lineOf(
  { sku, quantity }: PutOrder['lines'][number],
  choices: Choices,
  { items }: SessionDto['service'],
): OrderLine {
  const item = items.find((each) => each.sku === sku);
  const unitPriceMinor = (item && unitPrice(item.price, choices)) ?? 0;
  return {
    sku,
    name: sku,
    quantity,
    unitPriceMinor,
    totalMinor: unitPriceMinor * quantity,
    taxRate: item?.taxRate ?? 0,
  };
}
