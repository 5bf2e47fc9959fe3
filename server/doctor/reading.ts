// The environment as far as it can be read: with what is wrong in it, and what can be tried all the same.
import { ConfigError, readConfig, REQUIRED } from '../config.ts';
import type { Config } from '../config.ts';

type Environment = Record<string, string | undefined>;

export interface Reading {
  /** As the service would have it. */
  config: Config;
  /** What is wrong, a line each, as the start would say it. */
  faults: readonly string[];
  /** Those that are missing or wrong: what `config` says in their place is nobody's. */
  unusable: ReadonlySet<string>;
}

/** One round for what is wrong, one for what is only looked at when nothing is, one for what these have left. */
const MAX_ROUNDS = 4;

/** Reads what can be read.
 *  @throws {ConfigError} never for a wrong variable: only if it finds no way around one */
export function readAsFarAsPossible(environment: Environment): Reading {
  const given = { ...environment };
  const faults = new Set<string>();
  const unusable = new Set<string>();
  for (let round = 1; ; round += 1) {
    try {
      return { config: readConfig(given), faults: [...faults], unusable };
    } catch (error) {
      if (!(error instanceof ConfigError) || round === MAX_ROUNDS) throw error;
      const isModeKnown = !unusable.has('SEQR_MODE');
      for (const fault of error.faults) {
        // What a mode that is none would have required is nobody's guess.
        if (isModeKnown) faults.add(fault);
        const [name = ''] = /^\w+/.exec(fault) ?? [];
        unusable.add(name);
      }
      for (const name of unusable) given[name] = standIn(name, given);
      if ([...unusable].some((name) => name.startsWith('SMS_'))) given['SMS_GATEWAY'] = 'none';
      if (unusable.has('WEBHOOK_SECRET')) delete given['WEBHOOK_URL'];
    }
  }
}

/** What lets the rest be read; never looked at. */
function standIn(name: string, { SEQR_MODE: mode }: Environment): string | undefined {
  // The stricter examination: nobody has said that it is a sandbox.
  if (name === 'SEQR_MODE') return 'production';
  const isRequired = mode !== undefined && mode !== '' && mode !== 'sandbox';
  if (!isRequired || !REQUIRED.some((required) => required === name)) return undefined;
  return name.endsWith('_URL') ? 'https://missing.invalid' : 'missing, so this stands here instead';
}
