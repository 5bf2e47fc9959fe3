// Elements by hand: the one helper of the framework-free page.

type Attribute = string | boolean | number | ((event: Event) => void);

/** An element with its children. A function is a listener for the event of that name; `false` leaves an attribute out. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

export function button(look: string, label: string, onclick: () => void): HTMLButtonElement {
  return el('button', { class: look, type: 'button', click: onclick }, label);
}

export function heading(text: string): HTMLElement {
  return el('h1', { tabindex: -1 }, text);
}
