// The written baseline of the page (README, "Web views"): nothing that the built bundle says is newer than Chrome 85 and
// Safari 15. The linter reads it, since it knows every piece of syntax by name.
import { readdirSync, readFileSync } from 'node:fs';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

/** What a web view of the baseline cannot read or has not, with the versions from which it could. Sources: MDN's
 *  compatibility data, ECMA-262. */
const TOO_NEW = {
  StaticBlock: 'Chrome 94, Safari 16.4',
  "BinaryExpression[operator='in'] > PrivateIdentifier": '#x in y: Chrome 91',
  'AwaitExpression:not(:function AwaitExpression)': 'at the top level: Chrome 89',
  'ForOfStatement[await=true]:not(:function ForOfStatement)': 'at the top level: Chrome 89',
  'ImportExpression[options]': 'import attributes: Chrome 123, Safari 17.2',
  'ImportDeclaration[attributes.length>0]': 'import attributes: Chrome 123, Safari 17.2',
  "ExportAllDeclaration[exported.type='Literal']": 'a text as a name: Chrome 88',
  'Literal[regex.flags=/[dv]/]': 'Chrome 90 and 112, Safari 15 and 17',
  'Literal[regex.pattern=/[(][?]<[=!]/]': 'looking behind: Safari 16.4',
  'Literal[regex.pattern=/[(][?][ims-]+:/]': 'flags within: Chrome 125',
  [members('at', 'hasOwn', 'replaceChildren')]: 'Chrome 92, 93 and 86, Safari 15.4 and 14',
  [members('findLast', 'findLastIndex', 'groupBy')]: 'Chrome 97 and 117',
  [members('toSorted', 'toReversed', 'toSpliced', 'with')]: 'Chrome 110',
  [members('isWellFormed', 'toWellFormed', 'fromAsync', 'withResolvers')]: 'Chrome 111 and later',
  [members('isSubsetOf', 'isSupersetOf', 'isDisjointFrom', 'intersection', 'union')]: 'Chrome 122',
  [members('checkVisibility', 'showPopover', 'moveBefore', 'adoptedStyleSheets')]: 'Chrome 105 and later',
  [members('requestSubmit', 'randomUUID', 'userAgentData', 'scheduler', 'timeout')]:
    'Safari 16 and later, or never',
};

/** Whatever else the bundle finds in its surroundings, and since when: all of it older than the baseline. */
const GLOBALS = [
  ...['document', 'window', 'navigator', 'console', 'setTimeout', 'clearTimeout', 'globalThis', 'fetch'],
  ...['Element', 'Node', 'Text', 'Comment', 'HTMLMediaElement', 'Event', 'CustomEvent'],
  ...['queueMicrotask', 'AbortController', 'TextDecoder', 'requestAnimationFrame'],
];

/** Found in the bundle and allowed all the same: each is asked for before it is used. */
const GUARDED = ['randomUUID'];

function faultsOf(code: string): string[] {
  const rules: Linter.RulesRecord = {
    'no-undef': 'error',
    'no-restricted-syntax': [
      'error',
      ...Object.entries(TOO_NEW).map(([selector, since]) => ({ selector, message: since })),
    ],
  };
  const languageOptions = {
    // Private methods and fields are of 2022; what else is of that year is refused above.
    ecmaVersion: 2022,
    sourceType: 'module',
    globals: Object.fromEntries(GLOBALS.map((name) => [name, 'readonly' as const])),
  } as const;
  const lines = code.split('\n');
  return new Linter()
    .verify(code, [{ languageOptions, linterOptions: { reportUnusedDisableDirectives: 'off' }, rules }])
    .map(
      ({ message, line, column }) => `${message}: ${lines[line - 1]?.slice(column - 1, column + 40) ?? ''}`,
    )
    .filter((fault) => !GUARDED.some((name) => fault.includes(`.${name}`)));
}

function members(...names: string[]): string {
  return `MemberExpression[computed=false][property.name=/^(${names.join('|')})$/]`;
}

const html = readFileSync('dist/page/page.html', 'utf8');
const inline = /<script type="module">([^]*?)<\/script>/.exec(html)?.[1] ?? '';
const chunks = readdirSync('dist/page/assets').filter((name) => name.endsWith('.js'));

describe('the page', () => {
  it('has a script of its own and what it loads later', () => {
    expect(inline.length).toBeGreaterThan(10_000);
    expect(chunks.length).toBeGreaterThan(0);
  });

  it('its script keeps to the baseline', () => expect(faultsOf(inline)).toEqual([]));

  it.each(chunks)('%s keeps to the baseline', (name) =>
    expect(faultsOf(readFileSync(`dist/page/assets/${name}`, 'utf8'))).toEqual([]),
  );
});

it.each([
  'class A { static { } }',
  'class A { #x; has(y) { return #x in y; } }',
  'await 1;',
  '/a/v.test("");',
  '/(?<=a)b/.test("");',
  '[1].at(-1);',
  'Object.hasOwn({}, "a");',
  'structuredClone({});',
  'requestIdleCallback(() => 1);',
  'using x = null;',
])('would find %s', (code) => expect(faultsOf(code)).not.toEqual([]));

it.each([
  'class A { #x = 1; static #y = 2; #z() { return this.#x ?? A.#y; } get w() { return this.#z(); } }',
  'let a; a ??= 1; a ||= 2; a &&= 3;',
  'const b = async () => { for await (const c of []) await c?.d; };',
  '"a".replaceAll("a", "b"); Promise.any([]);',
])('lets pass %s', (code) => expect(faultsOf(code)).toEqual([]));
