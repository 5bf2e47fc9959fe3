// What the store notes about itself: when it was last backed up, and whether it is a copy that nobody has compared yet.
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** `backed_up_at`: epoch milliseconds of the newest backup. `refunds_held_since`: epoch milliseconds of the backup that
 *  this store was restored from; there until somebody has said that refunds may be made again. */
export type Note = 'backed_up_at' | 'refunds_held_since';

export class Meta {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** @returns null when it was never noted, or is no time */
  async time(note: Note): Promise<number | null> {
    const query = this.#db.selectFrom('meta').select('value').where('key', '=', note);
    const at = Number((await query.executeTakeFirst())?.value ?? NaN);
    return Number.isSafeInteger(at) ? at : null;
  }

  noteTime(note: Note, at: number): Promise<void> {
    return noteTime(this.#db, note, at);
  }
}

/** The same as a part of something greater. */
export async function noteTime(db: Kysely<Tables>, note: Note, at: number): Promise<void> {
  const value = String(at);
  await db
    .insertInto('meta')
    .values({ key: note, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Takes a note away.
 *  @returns false when there was none */
export async function removeNote(db: Kysely<Tables>, note: Note): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('meta').where('key', '=', note).executeTakeFirst();
  return numDeletedRows === 1n;
}
