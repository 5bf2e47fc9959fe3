// The benchmark's figures as a table, the aims beside them.
import { median } from './measure.ts';
import type { Speed } from './measure.ts';

/** How often our client must be as fast as the others. */
const AIMS = { timesSoap: 8, timesBarePost: 0.5 };

export interface Result {
  operation: string;
  rounds: number;
  connections: number;
  /** One figure for every round. */
  contenders: { name: string; speeds: readonly Speed[] }[];
  /** Our speed divided by the other's in the same round; the median of the rounds. */
  timesSoap: number;
  timesBarePost: number;
}

export function writeTable(result: Result): { text: string; areAimsMet: boolean } {
  const { operation, rounds, connections, contenders, timesSoap, timesBarePost } = result;
  const isMet = { soap: timesSoap >= AIMS.timesSoap, bare: timesBarePost >= AIMS.timesBarePost };
  const lines = [
    `${operation}: calls per second over ${connections} connections, ${rounds} rounds`,
    line('', 'median', 'slowest', 'fastest', 'CPU µs/call'),
    ...contenders.map(({ name, speeds }) => line(name, ...columns(speeds))),
    line('our client', 'measured', 'aim', ''),
    line('  times soap', timesSoap.toFixed(1), `>= ${AIMS.timesSoap}`, isMet.soap ? 'met' : 'MISSED'),
    line(
      '  times bare POST',
      timesBarePost.toFixed(2),
      `>= ${AIMS.timesBarePost}`,
      isMet.bare ? 'met' : 'MISSED',
    ),
  ];
  return { text: `${lines.join('\n')}\n`, areAimsMet: isMet.soap && isMet.bare };
}

function columns(speeds: readonly Speed[]): string[] {
  const perSecond = speeds.map(({ callsPerSecond }) => callsPerSecond);
  const figures = [median(perSecond), Math.min(...perSecond), Math.max(...perSecond)];
  const cpuMicros = median(speeds.map((speed) => speed.cpuMicros));
  return [...figures, cpuMicros].map((figure) => Math.round(figure).toLocaleString('en'));
}

function line(name: string, ...columns: string[]): string {
  return `  ${name.padEnd(18)}${columns.map((column) => column.padStart(12)).join('')}`;
}
