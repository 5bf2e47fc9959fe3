// A certification with a person at the phone: what they are asked, and whose orders are theirs.
import readCode from 'jsqr';
import { expect, test } from 'vitest';
import { PersonPhone } from '../../server/certify/person-phone.ts';
import type { Bench } from '../../server/certify/bench.ts';
import { sandboxCredentials } from '../../server/simulator/sandbox-credentials.ts';
import { openCertified } from './certified-shop.ts';
import type { Around } from './certified-shop.ts';

test('a person scans, pays and cancels; what nobody did is not tried; other customers are left alone', async () => {
  const around = await withPerson();
  const { shop, run } = around;
  const customer = await shop.visit();
  const theirs = await customer.order();
  const certified = await run();
  const verdicts = Object.fromEntries(certified.steps.map(({ id, verdict }) => [id, verdict]));
  expect(verdicts).toEqual({
    ...{
      invoice: 'passed',
      status: 'passed',
      receipt: 'passed',
      cancel: 'passed',
      refund: 'passed',
      close: 'passed',
    },
    ...{ paid: 'passed', refunded: 'passed', declined: 'not tried', canceled: 'passed', lost: 'passed' },
  });
  expect(certified.steps.find(({ id }) => id === 'declined')?.reason).toMatch(
    /^nobody has made the app decline it/,
  );
  expect(certified.leftOver).toEqual([]);
  const open = (await shop.bills()).filter(({ status }) => status === 'ISSUED');
  expect(open.map(({ invoiceReference }) => invoiceReference)).toEqual([theirs.invoiceReference]);
  const shown = around.told.find((text) => text.includes('█')) ?? '';
  expect(readFrom(shown)).toBe(/HTTP:\S+/.exec(shown)?.[0]);
});

test('where nobody scans, the steps that need a phone are not tried', async () => {
  const { run } = await withPerson(() => undefined);
  const { steps } = await run();
  const tried = steps.filter(({ verdict }) => verdict !== 'not tried').map(({ id }) => id);
  expect(tried).toEqual(['cancel', 'close']);
  const why = (step: string) => steps.find(({ id }) => id === step)?.reason;
  expect(why('invoice')).toBe('nobody scanned and ordered within 30 s');
  expect(why('paid')).toBe('nobody scanned in an earlier step');
});

test('who scans and orders when nobody waits any more has their order cancelled', async () => {
  let query = '';
  let ordering: Promise<unknown> = Promise.resolve();
  const { shop, run } = await withPerson((text) => (query = /(\?certify=\d{6})/.exec(text)?.[1] ?? query));
  const onStep = (title: string) => {
    if (title.startsWith('Transaction period'))
      ordering = shop.visit(`${query}&jetty=7`).then((customer) => customer.order(1));
  };
  const { leftOver } = await run({ onStep });
  await ordering;
  expect(leftOver).toEqual([]);
  const open = (await shop.bills()).filter(({ status }) => status === 'ISSUED');
  expect(open).toEqual([]);
  expect(await shop.bills()).toHaveLength(2);
});

/** @param act what the person does when told something; else all but declining */
async function withPerson(act?: (text: string) => void): Promise<Around> {
  let reference = '';
  let doing = Promise.resolve();
  let around: Around | null = null;
  const obey = async (text: string): Promise<void> => {
    const { shop } = around as Around;
    const [, query] = /(\?certify=\d{6})/.exec(text) ?? [];
    if (query) reference = (await (await shop.visit(`${query}&jetty=7`)).order(1)).invoiceReference;
    if (text.startsWith('Pay the bill')) await shop.pay(reference);
    if (text.startsWith('Cancel the bill')) await shop.act(reference, 'cancel');
  };
  const told: string[] = [];
  const bench: { current: Bench | null } = { current: null };
  const phone = new PersonPhone(sandboxCredentials.serviceId, () => bench.current as Bench, 30_000);
  const tell = (text: string) => {
    told.push(text);
    if (act) act(text);
    else doing = doing.then(() => obey(text));
  };
  around = { ...(await openCertified({}, { phone, tell })), told };
  bench.current = around.bench;
  return around;
}

/** Reads the code on a dark terminal, as a phone would: half blocks are light. */
function readFrom(shown: string): string | undefined {
  const lines = shown.split('\n').filter((line) => /^[█▀▄ ]+$/.test(line) && line.includes('█'));
  const [width, height, scale] = [lines[0]?.length ?? 0, lines.length * 2, 4];
  const pixels = new Uint8ClampedArray(width * scale * height * scale * 4).fill(255);
  for (let y = 0; y < height * scale; y += 1)
    for (let x = 0; x < width * scale; x += 1) {
      const row = Math.floor(y / scale);
      const block = lines[Math.floor(row / 2)]?.[Math.floor(x / scale)];
      const isLight = block === '█' || block === (row % 2 === 0 ? '▀' : '▄');
      pixels.fill(isLight ? 255 : 0, (y * width * scale + x) * 4, (y * width * scale + x) * 4 + 3);
    }
  return readCode(pixels, width * scale, height * scale)?.data;
}
