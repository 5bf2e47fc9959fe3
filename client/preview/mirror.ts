// What is done in one frame is done in all others of the same state: taps, typing, scrolling. A frame that comes later
// does it all after them. Knows nothing of what the page means: an element is found by its place.

interface Deed {
  type: 'click' | 'input' | 'change';
  /** Which child of which, from the body down. */
  path: number[];
  value: string | null;
}

/** Time for a deed to show its effect, before the next one is done after it. */
const EFFECT_MS = 60;

export class Mirror {
  #isOn = true;
  readonly #groups = new Map<Window, string>();
  readonly #done = new Map<string, Deed[]>();
  /** The frame that is used right now: only its scrolling is somebody's wish. */
  #leader: Window | null = null;

  switch(isOn: boolean) {
    this.#isOn = isOn;
    this.forget();
  }

  /** What was done is of no matter any more: the frames begin anew. */
  forget() {
    this.#done.clear();
  }

  /** @returns ends the frame's part in it */
  join(frame: Window, group: string): () => void {
    this.#groups.set(frame, group);
    const { document } = frame;
    const act = (event: Event) => this.#act(frame, event);
    const lead = (event: Event) => {
      if (event.isTrusted) this.#leader = frame;
    };
    const scroll = () => this.#scroll(frame);
    for (const type of DEED_TYPES) document.addEventListener(type, act, true);
    for (const type of LEADING) document.addEventListener(type, lead, { capture: true, passive: true });
    document.addEventListener('scroll', scroll, { passive: true });
    void this.#catchUp(frame, group);
    return () => {
      this.#groups.delete(frame);
      for (const type of DEED_TYPES) document.removeEventListener(type, act, true);
      for (const type of LEADING) document.removeEventListener(type, lead, true);
      document.removeEventListener('scroll', scroll);
    };
  }

  #act(frame: Window, event: Event) {
    // What the wall itself does is not a person's deed.
    if (!this.#isOn || !event.isTrusted) return;
    const target = event.target as HTMLInputElement;
    const type = event.type as Deed['type'];
    const deed = { type, path: pathOf(target), value: type === 'click' ? null : target.value };
    const group = this.#groups.get(frame) ?? '';
    this.#done.set(group, [...(this.#done.get(group) ?? []), deed]);
    for (const other of this.#others(frame)) repeat(deed, other);
  }

  #scroll(frame: Window) {
    if (!this.#isOn || this.#leader !== frame) return;
    const share = frame.scrollY / Math.max(1, roomOf(frame));
    for (const other of this.#others(frame)) other.scrollTo(0, share * roomOf(other));
  }

  async #catchUp(frame: Window, group: string) {
    for (const deed of this.#done.get(group) ?? []) {
      repeat(deed, frame);
      await new Promise((resolve) => setTimeout(resolve, EFFECT_MS));
    }
  }

  #others(frame: Window): Window[] {
    const group = this.#groups.get(frame);
    return [...this.#groups].filter(([each, name]) => each !== frame && name === group).map(([each]) => each);
  }
}

const DEED_TYPES = ['click', 'input', 'change'] as const;
const LEADING = ['pointerdown', 'pointermove', 'wheel', 'touchstart', 'keydown'] as const;

/** How far a page can be scrolled. */
function roomOf({ document, innerHeight }: Window): number {
  return document.documentElement.scrollHeight - innerHeight;
}

function pathOf(element: Element): number[] {
  const { parentElement } = element;
  if (parentElement === null || element.tagName === 'BODY') return [];
  return [...pathOf(parentElement), [...parentElement.children].indexOf(element)];
}

function repeat(
  { type, path, value }: Deed,
  { document, Event }: Window & { Event?: typeof globalThis.Event },
) {
  let element: Element | undefined = document.body;
  for (const index of path) element = element?.children[index];
  if (element === undefined || Event === undefined) return;
  if (type === 'click') return (element as HTMLElement).click();
  (element as HTMLInputElement).value = value ?? '';
  element.dispatchEvent(new Event(type, { bubbles: true }));
}
