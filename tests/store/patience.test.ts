// A large shop's tables: what reads or changes all of one takes longer than a statement of a customer's may.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { openStore } from '../../server/store/open.ts';
import { folder } from '../backup/books.ts';
import { emptyStoreUrl } from '../engines.ts';

/** A customer's statement is given up after 4 s. */
const LONG_S = 4.5;

test('a table that takes long to count is backed up all the same', async () => {
  const url = await emptyStoreUrl('postgres');
  const store = await openStore(url, 'sandbox');
  onTestFinished(() => store.close());
  await change(
    url,
    `alter table listed rename to short;
     create view listed as select * from short union all
       select '', '', '' from (select pg_sleep(case when current_query() like '%count(*)%' then ${LONG_S} else 0 end)) as slow (down)
       where down::text = 'never'`,
  );
  const file = join(await folder(), 'copy.gz');
  await writeBackup(store, file, { at: 0, fingerprint: '' });
  expect((await stat(file)).size).toBeGreaterThan(0);
});

test('a migration that takes long ends all the same', async () => {
  const url = await emptyStoreUrl('postgres');
  await change(
    url,
    `create function slow() returns event_trigger language plpgsql as
       $$ begin if current_query() like '%"outbox_by_order"%' then perform pg_sleep(${LONG_S}); end if; end $$;
     create event trigger slow on ddl_command_start execute function slow()`,
  );
  const store = await openStore(url, 'sandbox');
  onTestFinished(() => store.close());
  expect(await store.operators.all()).toEqual([]);
});

async function change(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
