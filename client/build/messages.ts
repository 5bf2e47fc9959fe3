// The dictionaries as the build hands them on: one JSON file for each language. Knows nothing of where they are shown.
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

type Dictionary = Record<string, string | Record<string, string>>;

/** Writes `messages/{language}.json`; a message that a language lacks, or fills in otherwise, fails the build.
 *  @param path of the file with the dictionaries: what Vite's configuration imports, restarts the development server */
export function messageFiles(path: string): Plugin {
  return {
    name: 'message-files',
    async generateBundle() {
      const { DICTIONARIES } = (await import(pathToFileURL(path).href)) as {
        DICTIONARIES: Record<string, Dictionary>;
      };
      const faults = faultsOf(DICTIONARIES);
      if (faults.length > 0) throw new Error(`the messages are not complete:\n${faults.join('\n')}`);
      for (const [language, messages] of Object.entries(DICTIONARIES)) {
        const source = JSON.stringify(messages);
        this.emitFile({ type: 'asset', fileName: `messages/${language}.json`, source });
      }
    },
  };
}

/** Every message that a language lacks, has for itself, or fills in with other things than English does. */
export function faultsOf({ en = {}, ...others }: Record<string, Dictionary>): string[] {
  return Object.entries(others).flatMap(([language, messages]) => {
    const keys = new Set([...Object.keys(en), ...Object.keys(messages)]);
    return [...keys].flatMap((key) => {
      const [ours, theirs] = [en[key], messages[key]];
      if (ours === undefined) return [`  ${language}.${key} is not known in English`];
      if (theirs === undefined || theirs === '') return [`  ${language}.${key} is missing`];
      const isFilledAlike = placeholders(ours) === placeholders(theirs);
      return isFilledAlike ? [] : [`  ${language}.${key} must hold ${placeholders(ours) || 'no {name}'}`];
    });
  });
}

const placeholders = (message: Dictionary[string]): string =>
  [...new Set(JSON.stringify(message).match(/\{\w+\}/g))].sort().join(' ');
