// What the real document carries for the script, as a default build would have it: in the bundle.
import { en } from '../../../../client/messages/en.ts';
import type { Carried } from '../../../../client/surroundings.ts';

const carried: Carried = { first: { language: 'en', messages: en } };
const element = document.createElement('script');
element.type = 'application/json';
element.id = 'carried';
element.textContent = JSON.stringify(carried);
document.head.append(element);
