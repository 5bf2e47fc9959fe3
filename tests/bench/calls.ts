// Our SEQR client beside the soap package and a bare POST, in one run, in turns, so that the machine's mood meets all
// alike.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openBarePost, openOurs, openSoap } from './contenders.ts';
import { measure, median } from './measure.ts';
import type { Bounds, Speed } from './measure.ts';
import { expected, OPERATIONS } from './messages.ts';
import type { Measured } from './messages.ts';
import { writeTable } from './table.ts';
import type { Result } from './table.ts';

const CONNECTIONS = 50;

interface Effort {
  rounds: number;
  maxCalls: number;
  maxMs: number;
}

/** @returns whether every aim is met */
export async function benchCalls({ rounds, maxCalls, maxMs }: Effort): Promise<boolean> {
  const bounds: Bounds = { concurrency: CONNECTIONS, maxCalls, maxMs };
  const target = fork(new URL('target.ts', import.meta.url), { execArgv: [] });
  try {
    const [origin] = (await once(target, 'message')) as [string];
    let isEveryAimMet = true;
    for (const operation of OPERATIONS) {
      const { text, areAimsMet } = writeTable(await compare(origin, operation, rounds, bounds));
      isEveryAimMet &&= areAimsMet;
      console.log(text);
    }
    return isEveryAimMet;
  } finally {
    target.disconnect();
  }
}

/** Measures the three in turns, after a longer round that does not count. */
async function compare(origin: string, operation: Measured, rounds: number, bounds: Bounds): Promise<Result> {
  const contenders = [
    openOurs(origin, operation, CONNECTIONS),
    await openSoap(origin, operation, CONNECTIONS),
    openBarePost(origin, operation, CONNECTIONS),
  ];
  for (const { name, call } of contenders) ensureRead(name, operation, await call());
  for (const { call } of contenders) await measure(call, { ...bounds, maxMs: 1.5 * bounds.maxMs });
  const speeds = contenders.map((): Speed[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { call }] of contenders.entries()) speeds[index]?.push(await measure(call, bounds));
  }
  await Promise.all(contenders.map(({ close }) => close()));
  const [ours = [], soap = [], bare = []] = speeds;
  const ratio = (others: Speed[]) =>
    median(ours.map((our, round) => our.callsPerSecond / (others[round]?.callsPerSecond ?? NaN)));
  return {
    operation,
    rounds,
    connections: CONNECTIONS,
    contenders: contenders.map(({ name }, index) => ({ name, speeds: speeds[index] ?? [] })),
    timesSoap: ratio(soap),
    timesBarePost: ratio(bare),
  };
}

/** Whoever does not read the answer is fast without a merit. A bare POST answers the text. */
function ensureRead(name: string, operation: Measured, answer: unknown): void {
  for (const [field, value] of Object.entries<string | number>(expected[operation])) {
    const isThere =
      typeof answer === 'string'
        ? answer.includes(`>${value}</${field}>`)
        : (answer as Record<string, unknown>)[field] === value;
    if (!isThere) throw new Error(`${name} did not read ${field} of ${operation}`);
  }
}
