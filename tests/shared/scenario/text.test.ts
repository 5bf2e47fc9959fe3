// The scenarios' language: what is read, what is refused and where, and that what is written reads the same.
import { expect, test } from 'vitest';
import {
  CALL_FAULTS,
  MOVES,
  NOTIFICATION_FAULTS,
  OPERATIONS,
  POINTS,
} from '../../../shared/scenario/scenario.ts';
import type { Fault } from '../../../shared/scenario/scenario.ts';
import { parseScenario, ScenarioError, writeScenario } from '../../../shared/scenario/text.ts';

test('reads moves and faults, one a line', () => {
  const text = `
    # The notification is lost.
    pay after 3s
    drop notification
    reset getPaymentStatus #2   before send
    delay sendInvoice always by 3.5s
    crash step #7 before commit for 500ms
  `;
  expect(parseScenario(text)).toEqual({
    about: 'The notification is lost.',
    moves: [{ act: 'pay', afterMs: 3_000 }],
    faults: [
      { what: 'drop', on: 'notification', nth: 1, point: 'after send', ms: 0 },
      { what: 'reset', on: 'getPaymentStatus', nth: 2, point: 'before send', ms: 0 },
      { what: 'delay', on: 'sendInvoice', nth: null, point: 'after send', ms: 3_500 },
      { what: 'crash', on: 'step', nth: 7, point: 'before commit', ms: 500 },
    ],
  });
});

test.each([
  ['pay after soon', '"soon" is no time'],
  ['pay after 2days', 'is no time'],
  ['steal', 'is neither a move'],
  ['drop payment', '"payment" is no operation'],
  ['drop getPaymentStatus', '"drop" cannot happen to "getPaymentStatus"'],
  ['half notification', '"half" cannot happen to "notification"'],
  ['reset step #3', '"reset" cannot happen to a step'],
  ['reset sendInvoice #0', '"#0" is no number'],
  ['reset sendInvoice before commit', '"reset" has no place "before commit"'],
  ['delay sendInvoice', 'wants to know how long'],
])('refuses "%s" and says where', (line, reason) => {
  const refused = () => parseScenario(`pay\n${line}`);
  expect(refused).toThrow(ScenarioError);
  expect(refused).toThrow(`line 2: `);
  expect(refused).toThrow(reason);
});

test('a text that is too long is refused before it is read', () => {
  expect(() => parseScenario('pay\n'.repeat(1_000))).toThrow('at most 200 lines');
});

test('everything that can happen is written so that it reads the same', () => {
  const faults = [...CALL_FAULTS, ...NOTIFICATION_FAULTS].flatMap((what) =>
    [...OPERATIONS, 'notification' as const, 'step' as const].flatMap((on) =>
      POINTS.flatMap((point) => [1, 3, null].map((nth): Fault => ({ what, on, nth, point, ms: 1_500 }))),
    ),
  );
  const possible = faults.filter((fault) => {
    const text = writeScenario({ about: '', moves: [], faults: [fault] });
    try {
      expect(parseScenario(text).faults).toEqual([fault]);
      return true;
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      return false;
    }
  });
  expect(possible.length).toBeGreaterThan(300);
  const scenario = {
    about: 'All of it.',
    moves: MOVES.map((act, index) => ({ act, afterMs: index * 250 })),
    faults: possible.slice(0, 50),
  };
  expect(parseScenario(writeScenario(scenario))).toEqual(scenario);
});
