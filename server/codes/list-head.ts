// The head of a list of codes: which column is which.
import type { Choice } from '../../shared/service.ts';
import type { Definition } from '../service/definition.ts';

export type Column =
  | { kind: 'parameter'; name: string; choice: Choice | null }
  | { kind: 'caption' | 'key' | 'empty'; name: string };

/** Tells of a fault. @param column counted from 1; null: the whole line */
export type ReportCell = (column: number | null, message: string) => void;

/** A parameter that is called as one of the two columns of ours has the column: its name cannot be changed here.
 *  @param also parameters that the service does not know, and that are printed nevertheless */
export function readHead(
  cells: string[],
  { service, parameters }: Definition,
  also: string[],
  report: ReportCell,
): Column[] {
  const choices = new Map(service.choices.map((choice) => [parameters[choice.key] ?? '', choice]));
  choices.delete('');
  const known = [...choices.keys()].join(', ');
  const columns = cells.map((name, i): Column => {
    if (name === '') return { kind: 'empty', name };
    if (cells.indexOf(name) < i) report(i + 1, `"${name}" stands twice`);
    const choice = choices.get(name);
    if (choice) return { kind: 'parameter', name, choice };
    if (also.includes(name)) return { kind: 'parameter', name, choice: null };
    if (name === 'caption' || name === 'key') return { kind: name, name };
    report(
      i + 1,
      `the service has no QR parameter called "${name}" (it has: ${known || 'none'}); the other columns are caption and key. To print it nevertheless: --also ${name}`,
    );
    return { kind: 'empty', name };
  });
  if (!columns.some(({ kind }) => kind === 'parameter')) {
    report(
      null,
      `the first line names the columns, and one must be a QR parameter of the service (${known})`,
    );
  }
  return columns;
}
