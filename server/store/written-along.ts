// What is written in the same transaction as its order: an attempt, a side effect, the leave for it to go out.
import type { Transaction } from 'kysely';
import type { Attempt, SideEffect } from './records.ts';
import { attemptToRow } from './rows.ts';
import type { Tables } from './schema.ts';

/** An attempt only learns: its own end is written while it is being sent, SEQR's later word until it has answered. */
export async function saveAttempt(tx: Transaction<Tables>, attempt: Attempt): Promise<void> {
  const { key, ...rest } = attemptToRow(attempt);
  const isOwnEnd = attempt.state === 'refused' || attempt.state === 'unknown';
  await tx
    .insertInto('attempts')
    .values({ key, ...rest })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet(rest)
        .where('attempts.state', isOwnEnd ? '=' : '!=', isOwnEnd ? 'sending' : 'answered'),
    )
    .execute();
}

export async function saveSideEffect(
  tx: Transaction<Tables>,
  { key, orderId, kind, createdAt, releasedAt }: SideEffect,
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({
      key,
      order_id: orderId,
      kind,
      created_at: createdAt,
      released_at: releasedAt,
      fanned_out_at: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

export async function releaseEffects(
  tx: Transaction<Tables>,
  orderId: string,
  releasedAt: number,
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ released_at: releasedAt })
    .where('order_id', '=', orderId)
    .where('released_at', 'is', null)
    .execute();
}
