// What a formatter cannot see: floating promises, unsafe types, forgotten cases.
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Scripts that the oldest web views run: whatever is newer than ECMAScript 5 would stop them. */
const OLD_SCRIPTS = ['client/early.js', 'client/plain/*.js'];

export default ts.config(
  { ignores: ['dist/', 'data/', '.cache/', '**/.svelte-check/', 'node_modules/', 'test-results/'] },
  {
    files: OLD_SCRIPTS,
    languageOptions: { ecmaVersion: 5, sourceType: 'script', globals: globals.browser },
    // A `catch` must name what it catches there.
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { caughtErrors: 'none' }] },
  },
  {
    // The parser of TypeScript reads every syntax: it must not come to those.
    ignores: OLD_SCRIPTS,
    extends: [...ts.configs.strictTypeChecked, ...svelte.configs.recommended],
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Numbers in texts are meant.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // The validation inside the parser does what ours needs; its successor is a second package with a second parse.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', name: 'parse', package: 'fast-xml-parser' }] },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    // A rule for a router that we do not use; our links lead to the app and to its stores.
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  { files: ['**/*.js'], ignores: OLD_SCRIPTS, ...ts.configs.disableTypeChecked },
);
