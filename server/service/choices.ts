// The definition's choices: what the customer picks beside the items. Knows no item and no price.
import type * as v from 'valibot';
import { isValidChoice } from '../../shared/service.ts';
import type { Choice, Text } from '../../shared/service.ts';
import type { Report } from './definition.ts';
import type { ChoiceInput } from './schema.ts';

/** @param text completes a text that stands at this place below `choices` */
export function toChoices(
  input: v.InferOutput<typeof ChoiceInput>[],
  text: (value: string | Record<string, string>, ...path: (string | number)[]) => Text,
  report: Report,
): Choice[] {
  const choices = input.map((choice, i) => toChoice(choice, (value, ...path) => text(value, i, ...path)));
  choices.forEach((choice, i) => {
    if (choice.kind === 'text') {
      checkPattern(choice, (path, message) => report(['choices', i, ...path], message));
      return;
    }
    if (choice.preset !== null && !choice.options.some(({ value }) => value === choice.preset)) {
      report(['choices', i, 'preset'], 'is none of the options');
    }
    reportDoubles(
      choice.options.map(({ value }) => value),
      (k) => report(['choices', i, 'options', k], 'stands twice'),
    );
  });
  reportDoubles(
    choices.map(({ key }) => key),
    (i) => report(['choices', i, 'key'], 'stands twice'),
  );
  return choices;
}

/** Reports every name that stood there before. */
export function reportDoubles(names: string[], reportAt: (index: number) => void): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) reportAt(index);
  });
}

function toChoice(
  choice: v.InferOutput<typeof ChoiceInput>,
  text: (value: string | Record<string, string>, ...path: (string | number)[]) => Text,
): Choice {
  const { key } = choice;
  const name = text(choice.name, 'name');
  if ('pattern' in choice) {
    const { pattern, example, maxLength } = choice;
    return { kind: 'text', key, name, pattern, example, maxLength, preset: null };
  }
  const options = choice.options.map((option, k) => ({
    value: option.value,
    name: text(option.name, 'options', k, 'name'),
  }));
  return { kind: 'options', key, name, options, preset: choice.preset ?? null };
}

/** The pattern is tried as it is used later, on its own example. */
function checkPattern(choice: Choice & { kind: 'text' }, report: Report): void {
  try {
    if (!isValidChoice(choice, choice.example)) report(['example'], 'does not fit pattern and maxLength');
  } catch {
    report(['pattern'], 'must be a regular expression');
  }
}
