// The command line as a process: terminal and environment → command → exit code.
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { openShop } from './open-shop.ts';
import { runCli } from './run.ts';

/** What a shell tells of a program that was cut off by Ctrl-C. */
const CUT_OFF = 130;

const { stdin, stdout, stderr, env } = process;
// Whoever reads may have seen enough; what is done stays done, and says so by its exit code.
for (const stream of [stdout, stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // EIO: the terminal was closed.
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
// A progress bar takes Ctrl-C for a good end.
let exitCode: number = CUT_OFF;
process.on('exit', () => (process.exitCode = exitCode));

if (existsSync('.env')) process.loadEnvFile('.env');
exitCode = await runCli(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  isTty: stdin.isTTY && stderr.isTTY,
  userName: userName(),
  openShop: () => openShop(env),
});

/** A user without an entry in the machine's list has a number only. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
