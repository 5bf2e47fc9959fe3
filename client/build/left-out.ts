// Leaves out of the customers' bundle what this page never does and the bundler cannot know, by standing in for single
// files of Svelte and Vite. Each stand-in fails loudly where it is needed after all.
import type { Plugin } from 'vite';

const never = `() => { throw new Error('left out of this build, see client/build/left-out.ts'); }`;

/** By the end of the file's path. */
const STAND_INS: Record<string, string> = {
  // Taking over markup that a server drew: "so it can be treeshaken out if the user doesn't use `hydrate`" (Svelte).
  '/svelte/src/internal/client/dom/hydration.js': `
    export const hydrating = false, hydrate_node = null;
    export const set_hydrating = () => {}, reset = () => {}, next = () => {}, hydrate_template = () => {};
    export const hydrate_next = ${never}, set_hydrate_node = ${never}, skip_nodes = ${never};
    export const read_hydration_instruction = ${never};`,
  // State of nested objects: ours is all $state.raw.
  '/svelte/src/internal/client/proxy.js': `
    export const proxy = ${never}, update_version = null, is = Object.is, get_proxied_value = (value) => value;`,
  // Catching errors and waiting for asynchronous children: ours has no <svelte:boundary>.
  '/svelte/src/internal/client/dom/blocks/boundary.js': `
    import { branch } from '../../reactivity/effects.js';
    export const boundary = (anchor, _props, children) => { branch(() => children(anchor)); };
    export const pending = ${never};`,
  // Asynchronous expressions in templates: ours has none.
  '/svelte/src/internal/client/reactivity/async.js': `
    import { derived } from './deriveds.js';
    export const flatten = (_blockers, sync, _async, done) => { done(sync.map(derived)); };
    export const increment_pending = ${never}, unset_context = ${never}, capture = ${never}, run_after_blockers = ${never};
    export const save = ${never}, unsave = ${never}, run = ${never}, wait = ${never}, for_await_track_reactivity_loss = ${never}, track_reactivity_loss = ${never};`,
  // What is drawn by {#if} and {#key} staying for a while, for its transition or until something asynchronous is there:
  // ours comes and goes at once.
  '/svelte/src/internal/client/dom/blocks/branches.js': `
    import { branch, destroy_effect } from '../../reactivity/effects.js';
    export class BranchManager {
      #key = this;
      #drawn = null;
      constructor(anchor) { this.anchor = anchor; }
      ensure(key, draw) {
        if (key === this.#key) return;
        const before = this.#drawn;
        this.#key = key;
        this.#drawn = draw && branch(() => draw(this.anchor));
        if (before) destroy_effect(before);
      }
    }`,
  // Classes by directive, by list, or of scoped styles: ours are plain texts.
  '/svelte/src/internal/shared/attributes.js': `
    export const to_class = (value, hash, directives) => hash || directives ? attr() : value || null;
    export const attr = ${never}, clsx = ${never}, to_style = ${never};`,
  // Tables of names, for attributes and elements whose names are only known in the browser: ours are known here.
  '/svelte/src/utils.js': `
    export const is_passive_event = (name) => name === 'touchstart' || name === 'touchmove';
    export const is_capture_event = ${never}, can_delegate_event = ${never}, normalize_attribute = ${never};
    export const is_raw_text_element = ${never}, is_void = ${never}, hash = ${never}, sanitize_location = ${never};`,
  // Preloading what a chunk imports: ours import nothing.
  'vite/preload-helper.js': 'export const __vitePreload = (load) => load();',
};

export function leftOut(): Plugin {
  return {
    name: 'left-out',
    apply: 'build',
    enforce: 'pre',
    load: (id) => Object.entries(STAND_INS).find(([path]) => id.endsWith(path))?.[1] ?? null,
  };
}
