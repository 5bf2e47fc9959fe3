// Mounts the page; the only file that names the real window.
import './old-web-views.ts';
import { mount } from 'svelte';
import App from './App.svelte';
import { Checkout } from './checkout.svelte.ts';
import { browserSurroundings } from './surroundings.ts';

const target = document.getElementById('app');
if (target) {
  const checkout = new Checkout(browserSurroundings(window));
  target.textContent = '';
  mount(App, { target, props: { checkout } });
  checkout.start();
}
