// restore: a backup into an empty store, on this machine or another, on this engine or the other.
import type { Command } from 'commander';
import { total } from '../backup/backup-file.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { readConfig } from '../config.ts';
import { createSecrets } from '../secrets.ts';
import { systemClock, systemRandom } from '../world.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Counter, PerformAlone } from './command.ts';
import { asFailure } from './failure.ts';
import { time } from './output.ts';
import type { Outcome } from './output.ts';
import { showProgress } from './progress.ts';

export function restoreCommand(program: Command, performAlone: PerformAlone): void {
  addCommand(program, 'restore <file>', 'write a backup into an empty store: that of DATABASE_URL')
    .addHelpText(
      'after',
      `
The service that the backup was made of must not run any more. All is written, or nothing. The store may be of the other
engine: that is how a shop moves from one machine to PostgreSQL.`,
    )
    .action((file: string, options: CommonOptions) =>
      performAlone(options, (counter) => restore(counter, file)),
    );
}

async function restore(counter: Counter, file: string): Promise<Outcome> {
  const { env, userName } = counter.world;
  const config = await Promise.resolve(env).then(readConfig).catch(asFailure('not-opened'));
  const progress = showProgress(counter, 'Restoring', 100);
  const head = await restoreBackup(file, {
    databaseUrl: config.databaseUrl,
    mode: config.mode,
    operator: `shell:${userName}`,
    clock: systemClock,
    secrets: createSecrets(config.secretKey, systemRandom),
    onProgress: (done, all) => progress.to(Math.floor((100 * done) / all)),
  })
    .catch(asFailure('not-restored'))
    .finally(progress.stop);
  const { at, counts } = head;
  const madeAt = time(at, config.timeZone, 'second');
  return {
    document: { file, at, rows: total(head), counts, areRefundsHeld: true },
    lines: [
      `${counts.orders ?? 0} orders, ${total(head)} rows in all, are as they were at ${madeAt}.`,
      'Start the service now: it asks SEQR about every open order at once.',
      'What happened since then is not in these books, refunds neither: no refund is made until somebody has looked.',
      'Close the day ("close"), look at its breaks, then allow refunds ("refunds allow").',
    ],
  };
}
