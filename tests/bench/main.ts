// npm run bench: what has an aim of its own, figure and aim side by side; ends with 1 when one is missed. All parts, or
// those that are named: `npm run bench -- search`, `npm run bench -- reconciliation`.
// Options of the calls: --rounds 7 --calls 20000 --ms 700.
import { parseArgs } from 'node:util';
import { benchCalls } from './calls.ts';
import { benchReconciliation } from './reconciliation.ts';
import { benchSearch } from './search.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '7' },
    calls: { type: 'string', default: '20000' },
    ms: { type: 'string', default: '700' },
  },
});
const effort = { rounds: Number(values.rounds), maxCalls: Number(values.calls), maxMs: Number(values.ms) };

/** Each answers whether its aims are met. */
const parts: Record<string, () => Promise<boolean>> = {
  calls: () => benchCalls(effort),
  search: benchSearch,
  reconciliation: benchReconciliation,
};

const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there is ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
let isEveryAimMet = true;
for (const [name, run] of Object.entries(parts)) {
  if (positionals.length === 0 || positionals.includes(name)) isEveryAimMet = (await run()) && isEveryAimMet;
}
process.exitCode = isEveryAimMet ? 0 : 1;
