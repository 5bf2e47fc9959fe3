// What one frame shows, as its address says it. The wall and the screenshots ask for it, frame.ts shows it.
import { VIEWS, type View } from '../../shared/service-url.ts';
import { TONGUES, type Tongue } from './tongues.ts';

export interface FrameSpec {
  view: View;
  state: string;
  language: Tongue;
  /** In percent of the usual size. */
  text: number;
  /** The theme's colour as #rrggbb; empty for the service's own. */
  accent: string;
  /** Light or dark surroundings; system: as they are. */
  scheme: string;
}

/** How the wall, the screenshots and the tests speak to a frame. */
export interface FrameControl {
  /** Shows it from its beginning; ends when everything is there. What is only its look changes without a new beginning. */
  show: (spec: FrameSpec, isAnew?: boolean) => Promise<void>;
}

declare global {
  interface Window {
    /** In a frame of the wall only. */
    preview?: FrameControl;
  }
}

export function frameUrl(spec: FrameSpec): string {
  const query = new URLSearchParams({ view: spec.view, state: spec.state, language: spec.language });
  if (spec.text !== 100) query.set('text', String(spec.text));
  if (spec.accent !== '') query.set('accent', spec.accent);
  if (spec.scheme !== 'system') query.set('scheme', spec.scheme);
  return `/preview/frame?${query}`;
}

export function readFrameUrl(query: URLSearchParams): FrameSpec {
  const view = VIEWS.find((name) => name === query.get('view')) ?? 'order';
  const language = query.get('language') ?? '';
  return {
    view,
    state: query.get('state') ?? '',
    language: Object.hasOwn(TONGUES, language) ? (language as Tongue) : 'en',
    text: Number(query.get('text') ?? 100),
    accent: query.get('accent') ?? '',
    scheme: query.get('scheme') ?? 'system',
  };
}
