// Mounts the wallet in the browser. Nothing here is in the customers' bundle, and nothing of theirs is here.
import { mount } from 'svelte';
import Sandbox from './Sandbox.svelte';
import { simulatorApi } from './simulator-api.ts';
import { Tester } from './tester.svelte.ts';
import { Wallet } from './wallet.svelte.ts';

const target = document.getElementById('app');
if (target) {
  const api = simulatorApi((input, init) => fetch(input, init));
  const [wallet, tester] = [new Wallet(api), new Tester(api)];
  mount(Sandbox, { target, props: { wallet, tester } });
  void wallet.start();
}
