// What the full sheet consists of. All of it would be every view × state × device × language, some ten thousand pictures;
// this is complete in both directions that matter: every device in one language, and every language on one device.
import { DEVICES, type Device } from '../../client/devices.ts';
import type { FrameSpec } from '../../client/preview/frame-spec.ts';
import { statesOf } from '../../client/preview/states.ts';
import { TONGUES, type Tongue } from '../../client/preview/tongues.ts';
import { VIEWS } from '../../shared/service-url.ts';

const LANGUAGE: Tongue = 'en';
/** The smallest one with two pixels to a point: where room is scarce, languages differ most. */
const DEVICE = 'iphone-640x960';

export interface Shot {
  /** Its file's name, without what all files have. */
  name: string;
  spec: FrameSpec;
}

/** What is taken with one device in one language: a page that is loaded once. */
export interface Series {
  title: string;
  device: Device;
  shots: Shot[];
}

export function everySeries(): Series[] {
  const languages = Object.keys(TONGUES) as Tongue[];
  const device = DEVICES.find(({ id }) => id === DEVICE) as Device;
  return [
    ...differentDevices().map((each) => seriesOf(each, LANGUAGE)),
    ...languages.filter((language) => language !== LANGUAGE).map((language) => seriesOf(device, language)),
  ];
}

/** Two devices of the same size and ratio make the same pictures. */
function differentDevices(): Device[] {
  const measures = DEVICES.map(({ width, height, ratio }) => `${width} ${height} ${ratio}`);
  return DEVICES.filter((_, index) => measures.indexOf(measures[index] ?? '') === index);
}

function seriesOf(device: Device, language: Tongue): Series {
  return {
    title: `${device.id} ${language}`,
    device,
    shots: everyShot(language, `${device.id}.${language}`),
  };
}

function everyShot(language: Tongue, ending: string): Shot[] {
  return VIEWS.flatMap((view) =>
    statesOf(view).map((state) => ({
      name: `${view}.${state}.${ending}`,
      spec: { view, state, language, text: 100, accent: '', scheme: 'light' },
    })),
  );
}
