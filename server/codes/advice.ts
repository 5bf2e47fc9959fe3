// What to do about a URL that is too long for its code: the shortest names that would do, and what is left to shorten.

/** @param most how many characters the URL may have
 *  @returns half a sentence that names the change, and what the URL has then */
export function adviseShorter(url: string, most: number): string {
  const [base = '', query = ''] = url.split('?', 2);
  const pairs = [...new URLSearchParams(query)];
  const renamed: string[] = [];
  const longestFirst = pairs.toSorted(([a], [b]) => b.length - a.length);
  let shorter = url;
  for (const pair of longestFirst) {
    if (shorter.length <= most) break;
    const [name] = pair;
    const short = shortName(name, pairs);
    if (short.length >= name.length) continue;
    pair[0] = short;
    shorter = `${base}?${new URLSearchParams(pairs).toString()}`;
    renamed.push(`"${short}" instead of "${name}"`);
  }
  const names =
    renamed.length === 0
      ? null
      : `with the parameter${renamed.length > 1 ? 's' : ''} named ${renamed.join(' and ')} it has ${shorter.length}`;
  if (names !== null && shorter.length <= most) return names;
  return [names, shortenRest(base, pairs, shorter.length, most)].filter((part) => part !== null).join('; ');
}

function shortenRest(base: string, pairs: [string, string][], characters: number, most: number): string {
  const id = base.slice(base.lastIndexOf('/') + 1);
  const values = pairs.map(([, value]) => value);
  const longest = values.toSorted((a, b) => b.length - a.length)[0];
  const what =
    longest === undefined ? `the service id "${id}"` : `the value "${longest}", or the service id "${id}",`;
  const still = pairs.length > 0 ? 'still ' : '';
  const escaped = values.map((value) => /[^A-Za-z0-9*._-]/u.exec(value)?.[0]).find((letter) => letter);
  const takes = new URLSearchParams({ v: escaped ?? '' }).toString().length - 2;
  return `${what} is ${still}${characters - most} too long for ${most} characters${
    takes > 1 ? ` (a letter such as "${escaped ?? ''}" takes ${takes}; A-Z, a-z and 0-9 take one each)` : ''
  }`;
}

/** The name's first letter; where another parameter has it, the next one of the name, then of the alphabet. */
function shortName(name: string, pairs: [string, string][]): string {
  const taken = new Set(pairs.map(([other]) => other));
  const letters = Array.from(`${name.toLowerCase().replace(/[^a-z]/g, '')}abcdefghijklmnopqrstuvwxyz`);
  return letters.find((letter) => !taken.has(letter)) ?? name;
}
