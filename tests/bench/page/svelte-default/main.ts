// Our own page as Vite and Svelte build it when nobody asks them for more: script and style in files of their own, and
// the session asked for by the bundle.
import '../../../../client/style.css';
import './carried.ts';
import '../../../../client/main.ts';
