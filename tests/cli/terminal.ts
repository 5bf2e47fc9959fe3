// The command line in a test's hand: a terminal or a pipe around a shop that is open already.
import { PassThrough, Writable } from 'node:stream';
import { runCli } from '../../server/cli/run.ts';
import type { World } from '../../server/cli/world.ts';
import { PASSWORD } from '../desk/clerk.ts';
import { DESK } from '../shop.ts';
import type { TestShop } from '../shop.ts';

/** What a test looks at of an answer. */
export interface Json {
  id?: string;
  head?: string;
  orders?: { id: string }[];
  refunds?: { id: string; state: string }[];
  closings?: { id: string }[];
  timeline?: unknown[];
  deliveries?: { key: string; channel: string; state: string }[];
  state?: string;
}

interface Around {
  /** What comes through the pipe. */
  stdin?: string;
  /** A person sits there, who types the keys when stderr has said the words. */
  types?: [words: string, keys: string][];
  env?: Record<string, string>;
}

export interface Ran {
  code: number;
  out: string;
  err: string;
  /** The one document of stdout. */
  json: () => Json;
}

/** Runs a command beside the shop. */
export function run({ shop, deliverer }: TestShop, argv: string[], around: Around = {}): Promise<Ran> {
  const ended = () => Promise.resolve();
  const open = { shop, deliverer, settings: DESK, requireSeqr: ended, close: ended };
  return runIn(() => Promise.resolve(open), argv, around);
}

/** Runs a command in a shop that it opens. */
export async function runIn(openShop: World['openShop'], argv: string[], around: Around = {}): Promise<Ran> {
  const stdin = new PassThrough();
  if (!around.types) stdin.end(around.stdin ?? '');
  const types = [...(around.types ?? [])];
  let heard = '';
  const [out, err] = [collector(), collector(listen)];
  function listen(text: string): void {
    heard += text;
    const [words, keys] = types[0] ?? ['', ''];
    if (words === '' || !heard.includes(words)) return;
    types.shift();
    heard = '';
    // One key after the other, as a person types.
    setImmediate(() => {
      for (const key of keys) stdin.write(key);
    });
  }
  const code = await runCli(argv, {
    stdin,
    stdout: out.stream,
    stderr: err.stream,
    isTty: around.types !== undefined,
    env: around.env ?? {},
    userName: 'tester',
    openShop,
  });
  return { code, out: out.text(), err: err.text(), json: () => JSON.parse(out.text()) as Json };
}

/** The same in an operator's name, with the password in the environment. */
export function runAs(shop: TestShop, name: string, argv: string[], around: Around = {}): Promise<Ran> {
  const env = { SEQR_OPERATOR_PASSWORD: PASSWORD, ...around.env };
  return run(shop, [...argv, '--as', name], { ...around, env });
}

/** Options that most commands want. */
export const REASON = ['--reason', 'the ferry did not sail'];

function collector(onText: (text: string) => void = () => undefined) {
  let all = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      all += chunk.toString();
      onText(chunk.toString());
      done();
    },
  });
  return { stream, text: () => all };
}
