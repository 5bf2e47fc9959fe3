// Mounts the page; the only file that names the real window.
import { mount } from 'svelte';
import App from './App.svelte';
import { Checkout } from './checkout.svelte.ts';
import { browserSurroundings, type Carried } from './surroundings.ts';

const target = document.getElementById('app');
const carried = document.getElementById('carried')?.textContent;
if (target && carried) {
  const checkout = new Checkout(browserSurroundings(window, JSON.parse(carried) as Carried));
  checkout.start();
  const meanwhile = target.firstElementChild;
  mount(App, { target, props: { checkout } });
  // Not before: where it cannot be mounted, the plain form needs what lies in there.
  meanwhile?.remove();
  window.isPageRunning = true;
}
