// Follows the hash of a window, and moves it.
import type { PageWindow } from '../surroundings.ts';
import { hashOf, readRoute, viewKey, type Route } from './route.ts';

type RouterWindow = Pick<PageWindow, 'history' | 'addEventListener' | 'removeEventListener'> & {
  readonly location: { readonly hash: string };
};

export class Router {
  readonly #window: RouterWindow;
  #route = $state.raw<Route>(readRoute(''));
  #previous: Route | null = null;

  constructor(window: RouterWindow) {
    this.#window = window;
    this.#route = readRoute(window.location.hash);
  }

  get route(): Route {
    return this.#route;
  }
  /** The view before this one: who comes back to a list finds the line that he left it by. */
  get previous(): Route | null {
    return this.#previous;
  }

  start(): () => void {
    const read = () => this.#enter(readRoute(this.#window.location.hash));
    // The way back fires popstate, a typed hash or a link hashchange.
    const events = ['popstate', 'hashchange'];
    for (const event of events) this.#window.addEventListener(event, read);
    return () => events.forEach((event) => this.#window.removeEventListener(event, read));
  }

  go(route: Route) {
    this.#window.history.pushState(null, '', hashOf(route));
    this.#enter(route);
  }

  /** Without an entry of its own in the history: what is typed letter by letter. */
  replace(route: Route) {
    this.#window.history.replaceState(null, '', hashOf(route));
    this.#enter(route);
  }

  #enter(route: Route) {
    if (viewKey(route) !== viewKey(this.#route)) this.#previous = this.#route;
    if (hashOf(route) !== hashOf(this.#route)) this.#route = route;
  }
}
