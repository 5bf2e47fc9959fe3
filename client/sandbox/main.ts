// Mounts the wallet in the browser. Nothing here is in the customers' bundle, and nothing of theirs is here.
import { mount } from 'svelte';
import Sandbox from './Sandbox.svelte';
import { simulatorApi } from './simulator-api.ts';
import { Wallet } from './wallet.svelte.ts';

const target = document.getElementById('app');
if (target) {
  const wallet = new Wallet(simulatorApi((input, init) => fetch(input, init)));
  mount(Sandbox, { target, props: { wallet } });
  void wallet.start();
}
