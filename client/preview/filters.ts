// What is chosen to be seen, and how a link says it. Everything that is as usual is left out of the link.
import { VIEWS, type View } from '../../shared/service-url.ts';
import { DEVICES } from '../devices.ts';
import { STATES, statesOf } from './states.ts';
import { TONGUES } from './tongues.ts';

/** What may be chosen, by the name in the link; the first is usual. */
export interface Filters {
  view: string;
  state: string;
  device: string;
  language: string;
  orientation: string;
  text: string;
  keyboard: string;
  scale: string;
  scheme: string;
  /** The theme's colour as #rrggbb; empty for the usual one. */
  accent: string;
}
export type FilterName = Exclude<keyof Filters, 'accent'>;

export interface Option {
  value: string;
  label: string;
}

const option = (value: string, label: string): Option => ({ value, label });
const ALL_STATES = [...new Set((Object.keys(STATES) as View[]).flatMap(statesOf))];

/** 'noticeOrderLive' → 'Notice order live' */
export function inWords(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const CHOICES: Record<FilterName, { label: string; options: Option[] }> = {
  view: {
    label: 'View',
    options: [option('all', 'All views'), ...VIEWS.map((view) => option(view, inWords(view)))],
  },
  state: {
    label: 'State',
    options: [
      option('usual', 'Usual'),
      option('all', 'All states'),
      ...ALL_STATES.map((name) => option(name, inWords(name))),
    ],
  },
  device: {
    label: 'Device',
    options: [
      option('all', 'All devices'),
      ...DEVICES.map(({ id, name }) =>
        option(id, `${(id.split('-')[1] ?? '').replace('x', ' × ')} px · ${name}`),
      ),
    ],
  },
  language: {
    label: 'Language',
    options: [
      ...Object.entries(TONGUES).map(([tag, name]) => option(tag, name)),
      option('all', 'All languages'),
    ],
  },
  orientation: {
    label: 'Held',
    options: [option('portrait', 'Upright'), option('landscape', 'Sideways'), option('both', 'Both ways')],
  },
  text: { label: 'Text', options: [option('100', 'Usual size'), option('200', '200 %')] },
  keyboard: { label: 'Keyboard', options: [option('none', 'Closed'), option('open', 'Open, 260 px')] },
  scale: {
    label: 'Scale',
    options: [option('overview', 'Overview'), option('points', 'Points'), option('pixels', 'Pixels')],
  },
  scheme: {
    label: 'Colours',
    options: [option('system', 'System'), option('light', 'Light'), option('dark', 'Dark')],
  },
};

const NAMES = Object.keys(CHOICES) as FilterName[];

/** What a link says; what it says wrongly is as usual. */
export function readFilters(search: string): Filters {
  const query = new URLSearchParams(search);
  const chosen = NAMES.map((name) => {
    const { options } = CHOICES[name];
    const value = query.get(name);
    return [name, (options.find((each) => each.value === value) ?? options[0])?.value];
  });
  const accent = query.get('accent') ?? '';
  return { ...Object.fromEntries(chosen), accent: /^#[0-9a-f]{6}$/i.test(accent) ? accent : '' } as Filters;
}

/** The counterpart of {@link readFilters}: `?view=failure&language=fi`, or nothing. */
export function writeFilters(filters: Filters): string {
  const usual = readFilters('');
  const named = [...NAMES, 'accent' as const].filter((name) => filters[name] !== usual[name]);
  const query = new URLSearchParams(named.map((name) => [name, filters[name]])).toString();
  return query === '' ? '' : `?${query}`;
}
