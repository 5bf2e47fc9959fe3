// The sizes that the web view may have, in CSS pixels. Source of the first and the last: seqr-api §8.
export interface Device {
  name: string;
  width: number;
  height: number;
}

export const DEVICES: readonly [Device, ...Device[]] = [
  { name: 'Small phone', width: 320, height: 480 },
  { name: 'iPhone 5', width: 320, height: 568 },
  { name: 'Android phone', width: 360, height: 800 },
  { name: 'iPhone', width: 390, height: 844 },
  { name: 'Tablet', width: 800, height: 1280 },
];
