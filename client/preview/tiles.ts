// Which frames the chosen filters show, in which order and how large. Knows nothing of how they are drawn.
import { VIEWS, type View } from '../../shared/service-url.ts';
import { DEVICES, pixels, type Device } from '../devices.ts';
import { inWords, type Filters } from './filters.ts';
import type { FrameSpec } from './frame-spec.ts';
import { statesOf, USUAL } from './states.ts';
import { TONGUES, type Tongue } from './tongues.ts';

/** A phone's keyboard. Source: the sizes; phones differ by 40 px. */
const KEYBOARD_HEIGHT = 260;
const OVERVIEW = 0.5;

export interface Tile {
  spec: FrameSpec;
  device: Device;
  /** In CSS pixels of the page that it shows. */
  width: number;
  height: number;
  keyboardHeight: number;
  /** Of the wall's pixels to the page's. */
  scale: number;
  /** What tells it from its neighbours beside the device. */
  note: string;
}

/** What belongs together: all frames of one state, or all states of one view on one device. */
export interface Group {
  title: string;
  tiles: Tile[];
}

export function groupsOf(filters: Filters): Group[] {
  return viewsOf(filters).flatMap((view) => {
    const groups = shownStates(view, filters).map((state) => {
      return { title: `${inWords(view)} · ${inWords(state)}`, tiles: tilesOf(view, state, filters) };
    });
    const areSingle = groups.length > 1 && groups.every(({ tiles }) => tiles.length === 1);
    if (!areSingle) return groups;
    const tiles = groups.flatMap((group) => group.tiles);
    return [
      { title: inWords(view), tiles: tiles.map((tile) => ({ ...tile, note: inWords(tile.spec.state) })) },
    ];
  });
}

function viewsOf({ view }: Filters): View[] {
  return VIEWS.filter((name) => view === 'all' || view === name);
}

function shownStates(view: View, { state }: Filters): string[] {
  if (state === 'usual') return [USUAL[view]];
  return statesOf(view).filter((name) => state === 'all' || state === name);
}

function tilesOf(view: View, state: string, filters: Filters): Tile[] {
  const devices = DEVICES.filter(({ id }) => filters.device === 'all' || filters.device === id);
  const languages = (Object.keys(TONGUES) as Tongue[]).filter(
    (tongue) => filters.language === 'all' || filters.language === tongue,
  );
  const ways = (['portrait', 'landscape'] as const).filter(
    (way) => filters.orientation === 'both' || filters.orientation === way,
  );
  return languages.flatMap((language) =>
    devices.flatMap((device) =>
      ways.map((way) => {
        const { accent, scheme } = filters;
        const spec = { view, state, language, text: Number(filters.text), accent, scheme };
        const note = [
          ...(languages.length > 1 ? [TONGUES[language]] : []),
          ...(way === 'landscape' ? ['sideways'] : []),
        ].join(', ');
        return { spec, device, note, ...sizeOf(device, way, filters) };
      }),
    ),
  );
}

function sizeOf(device: Device, way: 'portrait' | 'landscape', { keyboard, scale }: Filters) {
  const sides = [device.width, device.height] as const;
  const [width, height] = way === 'portrait' ? sides : [sides[1], sides[0]];
  return {
    width,
    height,
    keyboardHeight: keyboard === 'open' ? KEYBOARD_HEIGHT : 0,
    scale: scale === 'pixels' ? device.ratio : scale === 'points' ? 1 : OVERVIEW,
  };
}

/** '320 × 480 @2 = 640 × 960 px' */
export function sizeInWords(device: Device): string {
  const { width, height } = pixels(device);
  return `${device.width} × ${device.height} @${device.ratio} = ${width} × ${height} px`;
}
