// A line of a list of codes becomes a code, or faults with their column.
import { isValidChoice } from '../../shared/service.ts';
import type { Choice } from '../../shared/service.ts';
import { serviceCode } from '../seqr/mapping.ts';
import type { Definition } from '../service/definition.ts';
import type { Column, ReportCell } from './list-head.ts';
import { captionOf, keyOf } from './named-codes.ts';
import type { NamedCode } from './named-codes.ts';

/** What every file system takes as a name: Windows has devices of these. */
const KEY = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9][a-z0-9_.-]{0,99}$/i;
/** More than this nobody reads in an error. */
const MOST_VALUES_TOLD = 10;

/** @returns the code; what it answers is good only if nothing was reported. `isKeyGiven`: by the line itself */
export function readLine(
  cells: string[],
  columns: Column[],
  definition: Definition,
  { serviceId, language }: { serviceId: string; language: string },
  report: ReportCell,
): NamedCode & { isKeyGiven: boolean } {
  const values: Record<string, string> = {};
  let [caption, key] = ['', ''];
  cells.forEach((cell, i) => {
    const column = columns[i];
    const text = cell.replace(/\s+/gu, ' ');
    if (text === '') return;
    if (text.includes('\ufffd')) {
      report(i + 1, `"${text}" is not in UTF-8: save the file as "CSV UTF-8"`);
    } else if (column === undefined || column.kind === 'empty') {
      if (column === undefined || column.name === '')
        report(i + 1, `"${text}" stands in a column without a name`);
    } else if (column.kind === 'parameter') {
      values[column.name] = text;
      if (column.choice && !isValidChoice(column.choice, text)) {
        report(i + 1, `${column.name}: "${text}" ${faultOf(column.choice)}`);
      }
    } else if (column.kind === 'caption') {
      caption = text;
    } else if (KEY.test(text)) {
      key = text;
    } else {
      report(
        i + 1,
        `key: "${text}" is no file name for everywhere: letters A-Z, digits, - _ and . only, and no device of Windows`,
      );
    }
  });
  if (Object.keys(values).length === 0) report(null, 'no parameter has a value');
  return {
    key: key || keyOf(values),
    caption: caption || captionOf(definition, values, language),
    parameters: values,
    url: serviceCode(serviceId, values),
    isKeyGiven: key !== '',
  };
}

function faultOf(choice: Choice): string {
  if (choice.kind === 'text') return `is not as the service wants it, such as ${choice.example}`;
  const values = choice.options.map(({ value }) => value);
  const told = values.slice(0, MOST_VALUES_TOLD).join(', ');
  return `is none of the service's: ${told}${values.length > MOST_VALUES_TOLD ? ', …' : ''}`;
}
