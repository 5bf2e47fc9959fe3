// Closing the day: once, waited for, and said in plain words.
import { describe, expect, it } from 'vitest';
import { breakGroups, verdict } from '../../../client/desk/closings/breaks.ts';
import { ClosingPage, ClosingsPage } from '../../../client/desk/closings/closing-pages.svelte.ts';
import type { ClosingResult } from '../../../shared/desk/closings.ts';
import { BROKEN_CLOSING, closing } from './closing-fixtures.ts';
import { calm, openDesk } from './desk-stage.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const resultOf = ({ result }: { result: ClosingResult | null }) => result as ClosingResult;

async function openPage(id: string) {
  const stage = await openDesk(`#/closings/${id}`);
  const page = new ClosingPage(stage.desk, id);
  const stop = page.start();
  await calm();
  return { ...stage, page, stop };
}

describe('the day is closed', () => {
  it('once, however often the button is pressed, and its page opens', async () => {
    const { desk, backend } = await openDesk('#/closings');
    const page = new ClosingsPage(desk);
    page.openForm();
    if (page.form) page.form.terminalId = '90af1133';
    await Promise.all([page.close(), page.close()]);
    expect(backend.calls(/^POST closings/).map(({ body }) => body)).toEqual([
      { key: 'key-1', terminalId: '90af1133' },
    ]);
    expect(desk.router.route).toEqual({ view: 'closing', id: 'new' });
  });

  it('with the same key when the answer was lost, whoever closes the form meanwhile', async () => {
    const { desk, backend } = await openDesk('#/closings');
    const page = new ClosingsPage(desk);
    page.openForm();
    backend.fail(/^POST closings/, 'cut');
    await page.close();
    expect(page.form?.isFixed).toBe(true);
    page.closeForm();
    const again = new ClosingsPage(desk);
    again.openForm();
    await again.close();
    expect(backend.calls(/^POST closings/).map(({ body }) => (body as { key: string }).key)).toEqual([
      'key-1',
      'key-1',
    ]);
  });
});

it('is looked at until both books were compared, and tells who waits', async () => {
  const { page, backend, clock, desk } = await openPage('c1');
  expect(desk.announcer.text).toBe('');
  backend.closings.push(closing({ id: 'c9', state: 'marking', result: null, breakCount: null }));
  const waiting = new ClosingPage(desk, 'c9');
  waiting.start();
  await clock.advance(3_000);
  expect(waiting.closing.value?.state).toBe('marking');
  Object.assign(backend.closings.at(-1) ?? {}, closing({ id: 'c9' }));
  await clock.advance(9_000);
  expect(waiting.closing.value?.state).toBe('matched');
  expect(desk.announcer.text).toBe('Both books agree.');
  expect(backend.calls(/^GET closings\/c9/)).toHaveLength(3);
  expect(backend.calls(/^GET closings\/c1/)).toHaveLength(1);
  expect(page.closing.value?.state).toBe('matched');
});

it.each([
  ['fetched by its number', true, '20261123001', { transactionPeriodId: '20261123001' }],
  ['given up', false, '', {}],
])('an unknown one is %s', async (_, isFound, text, body) => {
  const { page, desk, backend } = await openPage('c3');
  page.resolve(isFound);
  Object.assign(desk.deed ?? {}, { text, reason: 'SEQR’s support has said so' });
  expect(await desk.deed?.send()).toBe(true);
  expect(backend.calls(/resolve$/)).toMatchObject([
    { body: { ...body, reason: 'SEQR’s support has said so' } },
  ]);
  expect(page.closing.value?.state).toBe(isFound ? 'marked' : 'abandoned');
});

it('takes no number that is none', async () => {
  const { page, desk, backend } = await openPage('c3');
  page.resolve(true);
  Object.assign(desk.deed ?? {}, { text: 'ABC', reason: 'SEQR’s support has said so' });
  await desk.deed?.send();
  expect(desk.deed?.textFault).toMatch(/digits only/);
  expect(backend.calls(/resolve$/)).toEqual([]);
});

describe('the verdict', () => {
  it('is that both agree to the öre', () => {
    const said = verdict(resultOf(closing()));
    expect(said).toEqual({
      isGood: true,
      title: 'Both books agree to the öre',
      text: '214 entries are the same in both.',
    });
  });

  it('is by how much they do not', () => {
    const said = verdict(resultOf(BROKEN_CLOSING));
    expect([said.isGood, said.title]).toEqual([false, 'The books do not agree: 4 breaks']);
    expect(plain(said.text)).toBe('SEQR has 65,50 kr more. 211 entries are the same in both.');
  });

  it('is not good where two breaks hide each other in the sum, or the sums differ without a break', () => {
    const result = resultOf(BROKEN_CLOSING);
    expect(verdict({ ...result, theirs: result.ours }).isGood).toBe(false);
    expect(verdict({ ...result, breaks: [] }).isGood).toBe(false);
  });

  it('groups the breaks by what they mean', () => {
    expect(breakGroups(resultOf(BROKEN_CLOSING)).map(({ title, breaks }) => [title, breaks.length])).toEqual([
      ['SEQR has a payment that is not in our books', 1],
      ['SEQR has a refund that is not in our books', 1],
      ['Our books have a refund that is not in SEQR’s report', 1],
      ['A payment has another sum at SEQR than in our books', 1],
    ]);
  });
});
