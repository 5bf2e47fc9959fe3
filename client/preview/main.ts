// Mounts the device wall. Nothing here is in the customers' bundle.
import { mount } from 'svelte';
import { Wall } from './wall.svelte.ts';
import WallPage from './Wall.svelte';

const target = document.getElementById('app');
if (target) mount(WallPage, { target, props: { wall: new Wall(window) } });
