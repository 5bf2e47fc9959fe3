// Which codes a service has: one for each set of values that QR parameters can preset, and the plain one. Draws none.
import { inLanguage } from '../../shared/service.ts';
import type { Choice } from '../../shared/service.ts';
import { serviceCode } from '../seqr/mapping.ts';
import type { Definition } from '../service/definition.ts';

/** What a code is called, and what is in it. */
export interface NamedCode {
  /** Names it among the others, and in a file's name: "jetty-7"; no two differ in case only. */
  key: string;
  /** What stands below it in print: "Vaxholm". */
  caption: string;
  /** By the QR parameter's name. */
  parameters: Record<string, string>;
  url: string;
}

/** Sets of several parameters multiply: above this many each value has a code alone, and sets are for a list. */
const MOST_SETS = 200;

/** Every code of the service: for one choice with a QR parameter each of its values, for several also their
 *  combinations while these are few, and last the one that presets nothing. What customers write themselves
 *  (a number plate) has no values to go through: such codes come from a list.
 *  @param language of the captions; by default the service's first */
export function namedCodes(definition: Definition, serviceId: string, language = ''): NamedCode[] {
  const { service, parameters } = definition;
  const presets = service.choices.flatMap((choice) => presetsOf(choice, parameters[choice.key]));
  const sets = presets.reduce((count, values) => count * (values.length + 1), 1);
  const chosen = sets <= MOST_SETS ? combine(presets) : [...presets.flat().map((one) => [one]), []];
  const nameCode = createNames();
  return chosen.map((set) => {
    const values = Object.fromEntries(set.map(({ parameter, value }) => [parameter, value]));
    return {
      key: nameCode(keyOf(values)),
      caption: captionOf(definition, values, language),
      parameters: values,
      url: serviceCode(serviceId, values),
    };
  });
}

/** What stands below a code that nobody has written a caption for: what its values are called, or the service. */
export function captionOf(
  { service, parameters }: Definition,
  values: Record<string, string>,
  language: string,
): string {
  const names = service.choices.flatMap((choice) => {
    const value = values[parameters[choice.key] ?? ''];
    if (value === undefined) return [];
    const option = choice.kind === 'options' && choice.options.find((one) => one.value === value);
    return [option ? inLanguage(option.name, language, service) : value];
  });
  return names.join(', ') || inLanguage(service.name, language, service);
}

/** A key for these parameters, made of what every file system takes: "jetty-7", "jetty-7_zone-B", "plain". */
export function keyOf(parameters: Record<string, string>): string {
  const parts = Object.entries(parameters).map(([name, value]) => `${name}-${value}`);
  const key = parts.join('_').replace(/[^A-Za-z0-9_-]+/g, '.');
  return key.slice(0, 100) || 'plain';
}

/** Gives each name once: the second "jetty-a" becomes "jetty-a-2", and so does "jetty-A", which many file systems
 *  take for the same. */
export function createNames(): (wanted: string) => string {
  const taken = new Map<string, number>();
  return (wanted) => {
    const lower = wanted.toLowerCase();
    let count = (taken.get(lower) ?? 0) + 1;
    while (count > 1 && taken.has(`${lower}-${count}`)) count += 1;
    taken.set(lower, count);
    if (count === 1) return wanted;
    taken.set(`${lower}-${count}`, 1);
    return `${wanted}-${count}`;
  };
}

interface Preset {
  parameter: string;
  value: string;
}

function presetsOf(choice: Choice, parameter: string | undefined): Preset[][] {
  if (choice.kind !== 'options' || parameter === undefined) return [];
  return [choice.options.map(({ value }) => ({ parameter, value }))];
}

/** Every way to take one or none of each, with the most first. */
function combine(presets: Preset[][]): Preset[][] {
  return presets.reduceRight<Preset[][]>(
    (rest, values) => [...values.flatMap((value) => rest.map((others) => [value, ...others])), ...rest],
    [[]],
  );
}
