// /desk/api/tasks and /desk/api/acts: what waits for a person, and what people did.
import { Hono } from 'hono';
import * as v from 'valibot';
import { validator } from 'hono-openapi';
import type { Context } from 'hono';
import type { ActDto } from '../../../shared/desk/operators.ts';
import type { RefundDto } from '../../../shared/desk/refunds.ts';
import type { Tasks } from '../../../shared/desk/tasks.ts';
import { stuckDeliveries } from '../../outbox/overview.ts';
import type { Refund } from '../../store/records.ts';
import { wholeNumber } from '../../whole-number.ts';
import type { Env } from '../env.ts';
import { describe, problem } from '../problem.ts';
import { closingRow, waitsForPerson } from './closings.ts';
import type { DeskParts } from './desk.ts';
import { orderRow, refundDto, reservationDto } from './dto.ts';

/** More of a kind than this nobody works off from a list. */
const MOST = 100;

const ActsQuerySchema = v.object({ before: v.optional(wholeNumber(1, 999_999_999)) });

export function deskTaskRoutes({ shop }: DeskParts) {
  const { store, definition } = shop;
  const inState = async (state: Refund['state']): Promise<RefundDto[]> => {
    const refunds = await store.refunds.findInState(state, MOST);
    const orders = await Promise.all(refunds.map(({ orderId }) => store.findOrder(orderId)));
    return refunds.flatMap((refund, index) => {
      const order = orders[index];
      return order ? [refundDto(refund, order)] : [];
    });
  };

  /** Nobody at a desk knows an order by its id. */
  async function find(subject: string): Promise<ActDto['about']> {
    // Names of operators are no ids.
    if (!/^[\da-f-]{32,36}$/.test(subject)) return null;
    const order = await store.findOrder(subject);
    if (order) return { view: 'order', id: order.id, bookingNumber: order.bookingNumber };
    const closing = await store.closings.find(subject);
    return closing ? { view: 'closing', id: closing.id } : null;
  }

  return new Hono<Env>()
    .get('/tasks', async (c) => {
      const [heldSince, awaiting, unknown, alarmed, reserved, stuck, closings, [newest]] = await Promise.all([
        store.meta.time('refunds_held_since'),
        inState('awaiting'),
        inState('unknown'),
        store.search.alarmed(MOST),
        // What the service takes by itself waits for nobody.
        definition.reservation?.commit === 'by-desk' ? store.search.reserved(MOST) : [],
        stuckDeliveries(store, MOST),
        store.closings.list(MOST, ['unknown', 'marked']),
        store.closings.list(1),
      ]);
      // Whoever presses the button sees SEQR's no; of the schedule's, somebody must be told.
      const isUnmade = newest?.state === 'refused' && newest.requestedBy === 'schedule';
      const tasks: Tasks = {
        held: heldSince === null ? [] : [{ key: 'refunds', since: heldSince }],
        awaiting,
        unknown,
        alarmed: alarmed.map((order) => ({ ...orderRow(order), alarm: order.alarm ?? '' })),
        reserved: reserved.flatMap((order) =>
          order.reservation === null
            ? []
            : [{ ...orderRow(order), reservation: reservationDto(order.reservation) }],
        ),
        stuck,
        closings: [...(isUnmade ? [newest] : []), ...closings.filter(waitsForPerson)].map(closingRow),
      };
      return c.json(tasks);
    })
    .get(
      '/acts',
      validator('query', ActsQuerySchema, (result, c: Context<Env>) =>
        result.success ? undefined : problem(c, 'invalid-request', { detail: describe(result.error) }),
      ),
      async (c) => {
        const { before = Number.MAX_SAFE_INTEGER } = c.req.valid('query');
        const logged = await store.acts.readBefore(before, MOST);
        const subjects = new Set(logged.map(({ subject }) => subject ?? ''));
        const about = new Map(
          await Promise.all([...subjects].map(async (subject) => [subject, await find(subject)] as const)),
        );
        const acts = logged.map(({ number, at, operator, act, subject, reason }): ActDto => ({
          number,
          at,
          operator,
          act,
          subject,
          about: about.get(subject ?? '') ?? null,
          reason,
        }));
        return c.json({ acts, next: acts.length === MOST ? (acts.at(-1)?.number ?? null) : null });
      },
    );
}
