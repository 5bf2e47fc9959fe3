// The plain form for old web views: its syntax, that it shows and says what the page does, and how it talks to the server.
import { readFileSync } from 'node:fs';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { OLD_SCRIPTS, oldScript } from '../../client/build/old-scripts.ts';
import type { Checkout } from '../../client/checkout.svelte.ts';
import type { ApiProblemCode } from '../../client/api.ts';
import { en } from '../../client/messages/en.ts';
import { noticeOf } from '../../client/notices.ts';
import { screenOf, statementOf, type Statement } from '../../client/screen.ts';
import { LEAVE_URL } from '../../client/wallet-link.svelte.ts';
import { formatAmount, moneyFormat } from '../../shared/money.ts';
import { isLive } from '../../shared/order-status.ts';
import { PROBLEMS } from '../../shared/problem.ts';
import { VIEWS } from '../../shared/service-url.ts';
import { ended, order, paid, placing, session, THREE_ADULTS } from './page-stage.ts';
import { money, openPlain, screens } from './plain-stage.ts';

describe('syntax', () => {
  const written = OLD_SCRIPTS.map((name) => [`client/ ${name}`, () => oldScript(name)] as const);
  const built = OLD_SCRIPTS.map(
    (name) => [`dist/ ${name}`, () => readFileSync(`dist/page/${name}.js`, 'utf8')] as const,
  );
  it.each([...written, ...built])('%s is ECMAScript 5', async (_, read) => {
    const languageOptions = { ecmaVersion: 5, sourceType: 'script' } as const;
    expect(new Linter().verify(await read(), { languageOptions })).toEqual([]);
  });

  it('an arrow would be found', () => {
    const languageOptions = { ecmaVersion: 5, sourceType: 'script' } as const;
    expect(new Linter().verify('[].map((a) => a)', { languageOptions })).toHaveLength(1);
  });
});

describe('the same screens as the page', () => {
  const pending = { pending: THREE_ADULTS, walletUrl: null };
  const other = { paidAt: 1, total: { amountMinor: 6500, currency: 'SEK' }, paymentReference: '1' };
  const orders = {
    none: null,
    placing: placing(),
    payable: order(),
    unconfirmed: order(pending),
    reserved: order({ isReserved: true, walletUrl: null }),
    paid: paid(),
    paidOther: paid({ payment: other }),
    reversed: paid({ reversedAt: 2 }),
    canceled: ended('canceled'),
    failed: ended('failed'),
    expired: ended('expired'),
  };
  const cells = VIEWS.flatMap((view) =>
    Object.entries(orders).flatMap(([name, now]) =>
      [false, true].flatMap((isSlow) =>
        [true, false].map((canOrder) => ({ view, name, now, isSlow, canOrder })),
      ),
    ),
  );

  it.each(cells)('$view, $name, slow $isSlow, open visit $canOrder', ({ view, now, isSlow, canOrder }) => {
    const visit = session({ order: now, canOrder });
    // The form has no steps: an order is shown, and without one there is something to compose.
    const isComposing = view === 'order' && now === null;
    const hasOutcome = now !== null && !isLive(now.status);
    const step = isComposing ? 'choose' : 'pay';
    const page = { trouble: null, session: visit, order: now, view, step, isSlow, hasOutcome };
    const name = screenOf(page as unknown as Checkout);
    const polls = isSlow ? 4 : 0;
    expect(screens.of({ view, session: visit, order: now, trouble: null, isComposing, polls })).toBe(name);
    expectSameWords(name, statementOf(name));
  });

  const codes = [...Object.keys(PROBLEMS), 'offline', 'unreadable'] as ApiProblemCode[];
  it.each(codes)('%s, where there is no visit, and beside another screen', (code) => {
    const name = screenOf({ trouble: code } as unknown as Checkout);
    const [trouble, notice] = screens.problem(code);
    expect(trouble).toBe(name);
    expect(notice).toBe(noticeOf(code));
    expectSameWords(name, statementOf(name));
  });

  function expectSameWords(name: string, statement: Statement | null) {
    const said = screens.named(name);
    if (statement === null) return expect(said).toBeUndefined();
    expect(said).toMatchObject({ said: [statement.title, statement.text] });
    expect([said?.mark, said?.booking]).toEqual([statement.mark, statement.booking]);
  }
});

it('leaves by the same link', async () => {
  expect(await oldScript('plain')).toContain(`'${LEAVE_URL}'`);
});

it.each(['SEK', 'EUR', 'JPY', 'ISK', 'XPF', 'KWD', 'TND', 'IDR', 'LBP'])(
  'writes amounts in %s as the page does',
  (currency) => {
    const amount = { amountMinor: 1_234_567, currency };
    expect(money(amount, { hasIntl: true })).toBe(moneyFormat(currency, 'en')(amount.amountMinor));
    expect(money(amount, { hasIntl: false })).toBe(
      `${formatAmount(amount.amountMinor, currency)} ${currency}`,
    );
  },
);

it('divides the same currencies', async () => {
  const listed = readFileSync('shared/money.ts', 'utf8').match(/'(?:[A-Z]{3} )+[A-Z]{3}'/g) ?? [];
  expect(listed).toHaveLength(2);
  const form = await oldScript('plain');
  for (const currencies of listed) expect(form).toContain(currencies);
});

it('says nothing that the messages have not', async () => {
  const form = await oldScript('plain');
  const keys = [...form.matchAll(/(?:say|heading)\('(\w+)'|button\([^)]*'(\w+)', (?:now|submit)/g)]
    .map(([, said, label]) => said ?? label)
    .filter((key) => key !== undefined);
  expect(keys.length).toBeGreaterThan(15);
  for (const key of keys) expect(en).toHaveProperty(key);
});

describe('talking to the server', () => {
  it('asks for the session as early.js has prepared it', () => {
    const { requests } = openPlain();
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/session',
      body: { invoiceReference: '9001' },
    });
    expect(requests[0]?.headers['authorization']).toBe('Bearer T');
  });

  it('without a TOKEN asks nothing', () => {
    const { now, requests } = openPlain({ visit: null });
    expect([requests.length, screens.of(now)]).toEqual([0, 'missingVisit']);
  });

  it('places the order under one id, also once more after a lost answer; a change is a new revision', () => {
    const { now, answer, requests } = openPlain();
    answer(200, session());
    now.setQuantity({ sku: 'adult' }, 2);
    now.put();
    answer(0);
    expect([screens.of(now), now.notice, now.isBusy]).toEqual(['choose', 'noticeOffline', false]);
    now.put();
    expect(requests.at(-1)?.path).toBe(requests.at(-2)?.path);
    expect(requests.at(-1)?.body).toEqual(requests.at(-2)?.body);
    expect(requests.at(-1)?.body).toMatchObject({ revision: 1, choices: { departure: '7' } });
    const { id } = now.basket;
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    answer(200, order({ id }));
    expect(screens.of(now)).toBe('awaiting');

    now.change();
    now.setQuantity({ sku: 'adult' }, 3);
    now.put();
    expect(requests.at(-1)).toMatchObject({ path: `/api/orders/${id}`, body: { revision: 2 } });
    answer(200, order({ id, revision: 2, lines: THREE_ADULTS.lines, total: THREE_ADULTS.total }));
    expect(now.order?.total.amountMinor).toBe(19500);
  });

  it('has one request at a time: what is asked last counts', async () => {
    const { now, answer, requests, clock } = openPlain();
    answer(200, session({ order: order() }));
    await clock.advance(3_000);
    expect(requests.at(-1)).toMatchObject({ method: 'GET', isGivenUp: false });
    now.noteLaunch();
    expect(requests.map(({ method, isGivenUp }) => [method, isGivenUp]).slice(1)).toEqual([
      ['GET', true],
      ['POST', false],
    ]);
    await clock.advance(60_000);
    expect(requests).toHaveLength(3);
  });

  it('asks every 3 s while the order is live, says when it takes long, and at last that it is paid', async () => {
    const { now, answer, requests, clock } = openPlain({ view: 'success' });
    answer(200, session({ order: order() }));
    for (let poll = 0; poll < 4; poll += 1) {
      expect(screens.of(now)).toBe('confirming');
      await clock.advance(3_000);
      answer(200, order());
    }
    expect(screens.of(now)).toBe('confirmingSlow');
    await clock.advance(3_000);
    answer(200, paid());
    expect(screens.of(now)).toBe('paid');
    // And some 30 s longer, since SEQR may take the payment back.
    const before = requests.length;
    for (let poll = 0; poll < 9; poll += 1) {
      await clock.advance(10_000);
      if (requests.at(-1)?.isOpen) answer(200, paid());
    }
    expect(requests.length - before).toBe(3);
  });

  it('a payment that is taken back is told', async () => {
    const { now, answer, clock } = openPlain({ view: 'success' });
    answer(200, session({ order: paid() }));
    await clock.advance(10_000);
    answer(200, paid({ reversedAt: 2 }));
    expect(screens.of(now)).toBe('reversed');
  });

  it('a lost answer while it waits changes nothing that is shown', async () => {
    const { now, answer, clock, requests } = openPlain();
    answer(200, session({ order: order() }));
    await clock.advance(3_000);
    answer(0);
    expect([screens.of(now), now.notice]).toEqual(['awaiting', null]);
    await clock.advance(3_000);
    expect(requests).toHaveLength(3);
  });

  it('another open order stands in the way: it is shown, with its basket', () => {
    const { now, answer } = openPlain();
    answer(200, session());
    now.setQuantity({ sku: 'child' }, 1);
    now.put();
    answer(409, { code: 'order-live', canRetry: false, order: order() });
    expect([screens.of(now), now.notice]).toEqual(['awaiting', 'noticeOrderLive']);
    expect(now.basket).toMatchObject({ id: order().id, quantities: { adult: 2, child: 0 } });
  });

  it('the order has ended meanwhile: how it ended is shown, and its basket can be ordered anew', () => {
    const { now, answer } = openPlain();
    answer(200, session({ order: order() }));
    now.change();
    now.put();
    answer(409, { code: 'order-ended', canRetry: false, order: ended('failed') });
    expect([screens.of(now), now.notice]).toEqual(['failed', null]);
    now.again();
    expect(screens.of(now)).toBe('choose');
    expect(now.basket).toMatchObject({ revision: 1, quantities: { adult: 2 } });
    expect(now.basket.id).not.toBe(order().id);
  });

  it('a server that fails leaves the basket as it is', () => {
    const { now, answer } = openPlain();
    answer(200, session());
    now.setQuantity({ sku: 'adult' }, 1);
    now.put();
    answer(504, { code: 'seqr-unclear', canRetry: true, order: placing({ id: now.basket.id }) });
    expect([screens.of(now), now.notice]).toEqual(['choose', 'noticeSeqr']);
    expect(now.basket.quantities).toMatchObject({ adult: 1 });
  });

  it('a new price is told before it is paid', () => {
    const { now, answer } = openPlain();
    answer(200, session());
    now.setQuantity({ sku: 'adult' }, 2);
    now.put();
    answer(200, order({ id: now.basket.id, total: { amountMinor: 14_000, currency: 'SEK' } }));
    expect(now.notice).toBe('noticePrice');
  });
});
