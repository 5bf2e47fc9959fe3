// The landing page over HTTP: in whose language, for which device, with what of the address in its code and link.
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { isValidChoice } from '../../shared/service.ts';
import type { Choices } from '../../shared/service.ts';
import { themeCss } from '../../shared/theme.ts';
import { codeSvg } from '../codes/code-svg.ts';
import { judgeCode, makeCode } from '../codes/code.ts';
import { deviceOf } from '../pages/device.ts';
import { landingPage } from '../pages/landing.ts';
import { serviceCode, serviceLink } from '../seqr/mapping.ts';
import type { Definition } from '../service/definition.ts';
import type { Env } from './env.ts';
import { chooseLanguage } from './language.ts';

export interface LandingParts {
  definition: Pick<Definition, 'service' | 'parameters' | 'theme'>;
  serviceId: string;
  appScheme: string;
  /** Those that the page can be in; the first is the default. */
  languages: readonly string[];
}

/** Long enough for a second look, short enough for a service that was changed. */
const CACHE = 'public, max-age=300';
const SHEET = '/landing.css';

/** @param path "/" on the service's own host; the sandbox has its overview there */
export function landingRoutes(path: string, { definition, serviceId, appScheme, languages }: LandingParts) {
  const { service, parameters, theme } = definition;
  const css = readFile(SHEET_FILE, 'utf8').then((rules) => `${themeCss(theme)}\n${rules}`);

  return new Hono<Env>()
    .get(SHEET, etag({ weak: true }), compress(), async (c) => {
      c.header('cache-control', CACHE);
      return c.body(await css, 200, { 'content-type': 'text/css; charset=utf-8' });
    })
    .get(path, etag({ weak: true }), compress(), (c) => {
      const language = chooseLanguage(c.req.header('accept-language'), languages);
      const device = deviceOf(c.req.header('user-agent'));
      const asked = presetBy(new URL(c.req.url).searchParams, definition);
      const { preset, code, svg } = fitting(asked);
      const link = serviceLink(appScheme, code);
      c.header('vary', 'Accept-Language, User-Agent');
      c.header('content-language', language);
      c.header('cache-control', CACHE);
      return c.html(landingPage({ service, language, device, preset, svg, link, sheet: SHEET }));
    });

  /** A text of the visitor's own may be too long for a code: then nothing is preset. */
  function fitting(asked: Choices): { preset: Choices; code: string; svg: string | null } {
    for (const preset of [asked, {}]) {
      const code = codeOf(preset);
      if (judgeCode(code).fault === null) return { preset, code, svg: codeSvg(makeCode(code)) };
    }
    return { preset: asked, code: codeOf(asked), svg: null };
  }

  function codeOf(preset: Choices): string {
    const values = Object.entries(preset).map(([key, value]) => [parameters[key] ?? key, value] as const);
    return serviceCode(serviceId, Object.fromEntries(values));
  }
}

const SHEET_FILE = new URL('../pages/landing.css', import.meta.url);

/** What the address presets, by the key of the choice: what no code of the service could hold is left out. */
function presetBy(query: URLSearchParams, { service, parameters }: LandingParts['definition']): Choices {
  return Object.fromEntries(
    service.choices.flatMap((choice) => {
      const name = parameters[choice.key];
      const value = name === undefined ? null : query.get(name);
      return value !== null && isValidChoice(choice, value) ? [[choice.key, value]] : [];
    }),
  );
}
