// Codes and findings as the desk's backend tells of them: each kind once.
import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import type { Checkup, Finding } from '../../../shared/desk/checkup.ts';
import type { CodeDto } from '../../../shared/desk/codes.ts';
import { NOW } from './fixtures.ts';

const START = 'HTTP://SEQR.SE/000/FERRY';

function drawing(url: string): string {
  const code = generate(url, {
    minVersion: 4,
    minCorrectionLevel: correction.M,
    maxCorrectionLevel: correction.M,
  });
  const ground = '<path fill="#fff" d="M-4 -4h41v41h-41z"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 41 41" width="49.2mm" height="49.2mm">${ground}<path d="${toSvgPath(code)}"/></svg>`;
}

export function codeLike(given: Partial<CodeDto> & Pick<CodeDto, 'key' | 'url'>): CodeDto {
  const { url } = given;
  const rest = { caption: given.key, characters: url.length, warning: null, fault: null };
  return { ...rest, svg: drawing(url), ...given };
}

export const CODES: CodeDto[] = [
  codeLike({ key: 'jetty-7', caption: 'Vaxholm', url: `${START}?jetty=7` }),
  codeLike({
    key: 'landing_place_name-7',
    caption: 'Vaxholm, södra hamnpromenaden vid Kastellet',
    url: `${START}?landing_place_name=7&when=now`,
    warning:
      '54 characters, the vendor allows 50; with the parameter named "l" instead of "landing_place_name" it has 37',
  }),
  codeLike({
    key: 'landing-8',
    caption: 'Strandvägen',
    url: `${START}?landing=${'a-place-with-a-name-of-its-own'.repeat(2)}`,
    fault: '93 characters, 20 more than a code of version 4 at level M holds here; the value is 43 too long',
    svg: null,
  }),
  codeLike({ key: 'plain', caption: 'Archipelago ferry', url: START }),
];

const finding = (
  id: string,
  verdict: Finding['verdict'],
  title: string,
  more: Partial<Finding>,
): Finding => ({
  id,
  verdict,
  title,
  found: 'It was looked at, and is so.',
  why: 'Customers come this way.',
  mend: null,
  ...more,
});

export const CHECKUP: Checkup = {
  at: NOW,
  isReady: false,
  findings: [
    finding('environment', 'ok', 'Environment', {
      found: 'Every variable can be read, and none is missing.',
    }),
    finding('service-urls', 'fault', 'Service URLs', {
      found:
        'https://a-very-long-name-of-a-host.ferry.example/order answers 301 and leads to another address.',
      why: 'A redirect loses what stands behind the hash in some web views, and with it the customer’s visit.',
      mend: 'Register the address that it leads to, or take the redirect out of the proxy.',
    }),
    finding('backup', 'warning', 'Backup', { found: 'None is known of.', mend: 'npm run seqr -- backup' }),
    finding('terminal-kind', 'not-tried', 'Kind of terminal', { found: 'It takes --live.' }),
    finding('secrets', 'fault', 'Secrets', { found: 'SECRET_KEY is a word.', mend: 'Make one by chance.' }),
    finding('clock', 'ok', 'Clock', { found: 'It is 0.2 s off.' }),
  ],
};
