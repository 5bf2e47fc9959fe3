// The basket: what it sends, and how its revision moves.
import { expect, it } from 'vitest';
import type { Item, Service } from '../../shared/service.ts';
import { Draft } from '../../client/draft.svelte.ts';
import { ADULT, DEPARTURE, order, SERVICE, session, THREE_ADULTS, TWO_ADULTS } from './page-stage.ts';

const HOUR: Item = {
  ...ADULT,
  price: { kind: 'byChoice', choice: 'zone', amountsMinor: { '1': 450, '7': 280 } },
};
const PARKING: Service = {
  ...SERVICE,
  choices: [
    { ...DEPARTURE, key: 'zone', preset: null },
    {
      kind: 'text',
      key: 'plate',
      name: { en: 'Plate' },
      pattern: '[A-Z]{3}[0-9]{3}|TAXI',
      example: 'ABC123',
      maxLength: 8,
      preset: null,
    },
  ],
  items: [HOUR],
};

it('keeps its revision until it was sent, and raises it once for any number of changes after that', () => {
  const draft = Draft.empty(SERVICE, 'id');
  draft.setQuantity(ADULT, 1);
  draft.setQuantity(ADULT, 2);
  expect(draft.toPut().revision).toBe(1);
  draft.setQuantity(ADULT, 3);
  draft.setQuantity(ADULT, 4);
  expect(draft.toPut().revision).toBe(2);
});

it('repeats a change that SEQR has not confirmed as it was sent, and goes beyond it once it is edited', () => {
  const draft = Draft.fromOrder(
    SERVICE,
    order({ pending: { ...THREE_ADULTS, choices: { departure: '1' } } }),
  );
  const lines = [{ sku: 'adult', quantity: 3 }];
  expect(draft.toPut()).toEqual({ revision: 2, lines, choices: { departure: '1' } });
  draft.setQuantity(ADULT, 4);
  expect(draft.toPut().revision).toBe(3);
});

it.each([
  [1, 3],
  [2, 3],
  [3, 5],
])('kept with revision %i, goes on with %i adults where revision 2 waits for SEQR', (revision, adults) => {
  const live = order({ pending: THREE_ADULTS });
  const saved = { id: live.id, after: '', revision, isSent: true, quantities: { adult: 5 }, choices: {} };
  expect(Draft.restore(session({ order: live }), saved, () => 'new').quantity('adult')).toBe(adults);
});

it('leaves out what is no longer sold, and keeps within today’s limits', () => {
  const lines = [
    { ...TWO_ADULTS, quantity: 99 },
    { ...TWO_ADULTS, sku: 'gone' },
  ];
  expect(Draft.fromOrder(SERVICE, order({ lines })).toPut().lines).toEqual([{ sku: 'adult', quantity: 10 }]);
});

it('has no price before the choice that it hangs on', () => {
  const draft = Draft.empty(PARKING, 'id');
  expect(draft.unitPrice(HOUR)).toBeNull();
  draft.setChoice('zone', '7');
  draft.setQuantity(HOUR, 3);
  expect(draft.totalMinor).toBe(840);
});

it.each([
  ['ABC123', null],
  ['TAXI', null],
  ['', 'choice-missing'],
  ['abc123', 'choice-invalid'],
  ['ABC1234', 'choice-invalid'],
  ['xTAXI', 'choice-invalid'],
])('takes the plate "%s" with the fault %s', (plate, fault) => {
  const draft = Draft.empty(PARKING, 'id');
  draft.setChoice('zone', '1');
  draft.setChoice('plate', plate);
  draft.setQuantity(HOUR, 1);
  expect(draft.fault?.kind ?? null).toBe(fault);
});
