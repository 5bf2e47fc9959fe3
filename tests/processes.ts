// Real processes of the service and of the simulated SEQR, to be killed without a warning.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface RunningProcess {
  /** Ends it at once, as a power cut would. */
  kill: () => Promise<void>;
  /** Asks it to stop, and tells its exit code. */
  stop: () => Promise<number | null>;
  /** Everything it has printed. */
  output: () => string;
}

export type Command = readonly [program: string, ...args: string[]];

/** The command line of one of our own programs, in the Node that runs this. */
export const node = (script: string): Command => [process.execPath, script];

/** Starts a program and waits until `url` answers.
 *  @throws {Error} with what it printed, when it ends or is silent for 20 s */
export async function startProcess(
  [program, ...args]: Command,
  environment: Record<string, string>,
  url: string,
  cwd = '.',
): Promise<RunningProcess> {
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  await untilAnswers(child, url, () => output);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    kill: () => end('SIGKILL').then(() => undefined),
    stop: () => end('SIGTERM'),
    output: () => output,
  };
}

async function untilAnswers(child: ChildProcess, url: string, output: () => string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${output()}`);
    const isUp = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it does not answer:\n${output()}`);
}

/** A free port, below those that a system gives out by itself: what listens or connects anywhere else on this machine
 *  does not take it before it is used. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(11_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (isListening) await new Promise((resolve) => server.close(resolve));
  return isListening;
}

/** Asks a running process, as a page or as the wallet.
 *  @throws {Error} with its no */
export async function send<T>(
  origin: string,
  method: string,
  path: string,
  { token, body }: { token?: string; body?: unknown } = {},
): Promise<T> {
  const answer = await fetch(origin + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
