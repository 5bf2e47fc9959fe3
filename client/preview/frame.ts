// Mounts the page in one of the wall's frames: the real App and Checkout, in a state of the table. Its time stands still
// until somebody uses it, so that a state stays what it is while it is looked at.
import { mount, unmount } from 'svelte';
import App from '../App.svelte';
import { readFrameUrl, type FrameSpec } from './frame-spec.ts';
import { paint } from './paint.ts';
import { openState, settle, type OpenState } from './stage/open-state.ts';
import { findState, statesOf } from './states.ts';

const TICK_MS = 250;
const target = document.getElementById('app') as HTMLElement;
let shown: { spec: FrameSpec; page: OpenState; app: object } | null = null;
let settled = Promise.resolve();
let isUsed = false;

function show(spec: FrameSpec, isAnew = false): Promise<void> {
  paint(spec);
  if (isAnew || !shown || !isSame(shown.spec, spec)) settled = begin(spec);
  return settled;
}

async function begin(spec: FrameSpec): Promise<void> {
  if (shown) {
    shown.page.stop();
    void unmount(shown.app);
  }
  const state = findState(spec.view, spec.state);
  if (state === null) {
    shown = null;
    target.textContent = `There is no such state. The ${spec.view} view has: ${statesOf(spec.view).join(', ')}`;
    return;
  }
  target.textContent = '';
  isUsed = false;
  const page = openState(spec.view, state, spec.language);
  shown = { spec, page, app: mount(App, { target, props: { checkout: page.checkout } }) };
  await settle(page, state);
  window.scrollTo(0, 0);
}

const isSame = (one: FrameSpec, other: FrameSpec) =>
  one.view === other.view && one.state === other.state && one.language === other.language;

/** Lets time pass as it does outside. */
async function run(used: OpenState) {
  while (shown?.page === used) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    await used.clock.advance(TICK_MS);
  }
}

for (const type of ['click', 'input', 'change']) {
  document.addEventListener(type, () => {
    if (!isUsed && shown) void run(shown.page);
    isUsed = true;
  });
}
// There is no app to leave to, and none to pay in.
document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('a[href]')) event.preventDefault();
});
// The page moves the focus to what is new. Where taps are mirrored, only the frame that is used may have it.
const focus = Reflect.get<HTMLElement, 'focus'>(HTMLElement.prototype, 'focus');
HTMLElement.prototype.focus = function (options) {
  if (document.hasFocus()) focus.call(this, options);
};

window.preview = { show };
void show(readFrameUrl(new URLSearchParams(location.search)));
