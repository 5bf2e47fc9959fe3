// Which codes a command is about: the service's, some of them, or those of a list; all looked at before any is made.
import { stat } from 'node:fs/promises';
import { judgeCode } from '../codes/code.ts';
import { checkCodeList, CodeListError, readCodeList } from '../codes/code-list.ts';
import type { ListRules } from '../codes/code-list.ts';
import { namedCodes } from '../codes/named-codes.ts';
import type { NamedCode } from '../codes/named-codes.ts';
import { readConfig } from '../config.ts';
import type { Definition } from '../service/definition.ts';
import { loadDefinition } from '../service/load.ts';
import { sandboxCredentials } from '../simulator/sandbox-credentials.ts';
import type { Counter } from './command.ts';
import { asFailure, EXIT, Failure, wrongUsage } from './failure.ts';
import { showProgress } from './progress.ts';

/** Whose codes, without the store and without the running service. */
export interface CodeOffice extends Counter {
  definition: Definition;
  serviceId: string;
}

export interface BatchOptions {
  only?: string[];
  csv?: string;
  also?: string[];
  language?: string;
}

/** Codes that can all be made. */
export interface Batch {
  count: number;
  /** From the start each time. */
  codes: () => Iterable<NamedCode> | AsyncIterable<NamedCode>;
}

/** @throws {Failure} that says what of the environment or the service's file is not as it should be */
export async function openCodeOffice(counter: Counter): Promise<CodeOffice> {
  try {
    const config = readConfig(counter.world.env);
    const definition = await loadDefinition(config.serviceFile);
    const { serviceId } = config.seqr;
    if (serviceId === sandboxCredentials.serviceId) {
      counter.tell(
        `These codes are for the sandbox only: for print set SEQR_SERVICE_ID to the id that SEQR has given your service.`,
      );
    }
    return { ...counter, definition, serviceId };
  } catch (error) {
    return asFailure('not-opened')(error);
  }
}

/** @param captionFault why a caption cannot be printed
 *  @throws {Failure} that names every code, or line of the list, that cannot be made */
export async function openBatch(
  office: CodeOffice,
  options: BatchOptions,
  captionFault: ListRules['captionFault'] = () => null,
): Promise<Batch> {
  requireSpoken(office.definition, options.language);
  if (options.csv === undefined) {
    if (options.also !== undefined) throw wrongUsage('--also is for the columns of --csv');
    return batchOf(chosen(office, options), office, captionFault);
  }
  if (options.only !== undefined)
    throw wrongUsage('--only chooses from the service, --csv is a list by itself');
  const rules = {
    ...office,
    language: options.language ?? '',
    also: options.also ?? [],
    captionFault,
  };
  return listed(office, options.csv, rules);
}

/** @throws {Failure} when the service has no such language */
export function requireSpoken({ service: { languages } }: Definition, language: string | undefined): void {
  if (language !== undefined && !languages.includes(language))
    throw wrongUsage(`--language: the service has ${languages.join(', ')}`);
}

function chosen({ definition, serviceId }: CodeOffice, { only, language }: BatchOptions): NamedCode[] {
  const all = namedCodes(definition, serviceId, language);
  const keys = new Set(all.map(({ key }) => key));
  const strange = (only ?? []).filter((key) => !keys.has(key));
  if (strange.length > 0) {
    throw wrongUsage(`--only: there is no code "${strange.join('", "')}"; see "qr list" for the keys`);
  }
  return only === undefined ? all : all.filter(({ key }) => only.includes(key));
}

function batchOf(
  codes: NamedCode[],
  { tell }: Counter,
  captionFault: (caption: string) => string | null,
): Batch {
  const faults: string[] = [];
  for (const { key, caption, url } of codes) {
    const captionIs = captionFault(caption);
    if (captionIs !== null) faults.push(`${key}: caption ${captionIs}`);
    const { warning, fault } = judgeCode(url);
    if (warning !== null) tell(`${key}: ${warning}`);
    if (fault !== null) faults.push(`${key}: ${fault}`);
  }
  if (faults.length > 0) {
    throw new Failure(EXIT.failed, 'codes-impossible', `${faults.join('\n')}\nNothing was written.`);
  }
  return {
    count: codes.length,
    codes: () => codes,
  };
}

async function listed(office: CodeOffice, file: string, rules: ListRules): Promise<Batch> {
  const size = await stat(file).then(
    ({ size: bytes }) => bytes,
    () => 0,
  );
  const progress = showProgress(office, `Reading ${file}`, size);
  try {
    const { count, long, double } = await checkCodeList(file, rules, progress.to);
    if (long.first !== null)
      office.tell(`${long.count} of ${count} codes are long, the first: ${long.first}`);
    if (double.first !== null)
      office.tell(`${double.count} of ${count} codes are doubles, the first: ${double.first}`);
    return { count, codes: () => readCodeList(file, rules) };
  } catch (error) {
    if (!(error instanceof CodeListError)) throw error;
    throw new Failure(EXIT.failed, 'list-faulty', `${error.message}\nNothing was written.`);
  } finally {
    progress.stop();
  }
}
