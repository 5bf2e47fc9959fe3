// The phones of the wallet and of the wall, in CSS pixels with the device's own pixels to each. Knows nothing of what is shown on them.
export interface Device {
  /** Stands in links. */
  id: string;
  name: string;
  width: number;
  height: number;
  /** Device pixels to one CSS pixel. */
  ratio: number;
}

/** The vendor's sizes, Android 320×480 to 800×1280 and both iPhones at one and two pixels to a point, then today's phones;
 *  the tablet last, since it takes the most room. Source: seqr-api §8. */
export const DEVICES: readonly [Device, ...Device[]] = [
  { id: 'android-320x480', name: 'Small Android', width: 320, height: 480, ratio: 1 },
  { id: 'android-480x800', name: 'Android', width: 320, height: 533, ratio: 1.5 },
  { id: 'android-540x960', name: 'Android', width: 360, height: 640, ratio: 1.5 },
  { id: 'android-720x1280', name: 'Android', width: 360, height: 640, ratio: 2 },
  { id: 'iphone-320x480', name: 'iPhone 3', width: 320, height: 480, ratio: 1 },
  { id: 'iphone-640x960', name: 'iPhone 4', width: 320, height: 480, ratio: 2 },
  { id: 'iphone-640x1136', name: 'iPhone 5', width: 320, height: 568, ratio: 2 },
  { id: 'android-1080x2400', name: 'Android, today', width: 360, height: 800, ratio: 3 },
  { id: 'iphone-1170x2532', name: 'iPhone, today', width: 390, height: 844, ratio: 3 },
  { id: 'android-1071x2379', name: 'Large Android, today', width: 412, height: 915, ratio: 2.6 },
  { id: 'android-800x1280', name: 'Android tablet', width: 800, height: 1280, ratio: 1 },
];

/** In the device's own pixels. */
export function pixels({ width, height, ratio }: Device): { width: number; height: number } {
  return { width: Math.round(width * ratio), height: Math.round(height * ratio) };
}
