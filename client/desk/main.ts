// Mounts the operators' desk. Nothing here is in the customers' bundle.
import { mount } from 'svelte';
import { randomUuid } from '../surroundings.ts';
import DeskPage from './Desk.svelte';
import { Desk } from './desk.svelte.ts';

const target = document.getElementById('app');
if (target) {
  const desk = new Desk({
    window,
    fetch: (input, init) => fetch(input, init),
    clock: {
      now: () => Date.now(),
      setTimeout: (callback, delayMs) => window.setTimeout(callback, delayMs),
      clearTimeout: (timer) => window.clearTimeout(timer),
    },
    randomUuid: () => randomUuid(window.crypto),
  });
  mount(DeskPage, { target, props: { desk } });
  desk.start();
}
