// backup: all of the store in one file, beside the running service.
import type { Command } from 'commander';
import { total } from '../backup/backup-file.ts';
import { writeBackup } from '../backup/write-backup.ts';
import { addCommand } from './command.ts';
import type { CommonOptions, Office, Perform } from './command.ts';
import { asFailure } from './failure.ts';
import type { Outcome } from './output.ts';
import { showProgress } from './progress.ts';

export function backupCommand(program: Command, perform: Perform): void {
  addCommand(program, 'backup <file>', 'copy the whole store into one new file, beside the running service')
    .addHelpText(
      'after',
      `
The file is for this machine's owner alone: it holds orders, operators and sealed phone numbers. SECRET_KEY is not in
it: keep it elsewhere, since without it nobody restores the file. Who is signed in at the desk is not in it either.`,
    )
    .action((file: string, options: CommonOptions) => perform(options, (office) => backup(office, file)));
}

async function backup(office: Office, file: string): Promise<Outcome> {
  const { shop } = office;
  const progress = showProgress(office, 'Copying', 100);
  const { head, bytes } = await writeBackup(shop.store, file, {
    at: shop.clock.now(),
    fingerprint: shop.secrets.fingerprint,
    onProgress: (done, all) => progress.to(Math.floor((100 * done) / all)),
  })
    .catch(asFailure('not-backed-up'))
    .finally(progress.stop);
  const { at, counts } = head;
  return {
    document: { file, at, bytes, rows: total(head), counts },
    lines: [
      `${file} holds ${counts.orders ?? 0} orders, ${total(head)} rows in all (${Math.ceil(bytes / 1024)} kB).`,
      'Keep SECRET_KEY too, in another place: the file is of no use without it.',
    ],
  };
}
