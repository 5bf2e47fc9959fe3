// The notification URL's probe: only a service with the same SECRET_KEY knows it, and nothing is woken by it.
import { expect, test } from 'vitest';
import { createSecrets } from '../../server/secrets.ts';
import { systemRandom } from '../../server/world.ts';
import { openShop } from '../shop.ts';

test('its own probe is answered as SEQR’s call is; any other key is unknown', async () => {
  const shop = await openShop();
  const probe = shop.shop.secrets.notificationProbe('abcdefgh');
  expect(probe).toMatch(/^[\w-]{22}$/);
  const answer = await shop.notify(probe, 'invoiceReference=1');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('');
  await shop.quiet();
  expect(shop.calls).toEqual([]);
  const others = createSecrets('another key of thirty-two or more', systemRandom);
  for (const key of [
    others.notificationProbe('abcdefgh'),
    `bbcdefgh${probe.slice(8)}`,
    `${probe.slice(0, 21)}${probe.endsWith('A') ? 'B' : 'A'}`,
    `${probe}A`,
    probe.slice(0, 8),
  ])
    expect((await shop.notify(key)).status, key).toBe(404);
  expect(shop.logged.join('\n')).not.toContain(probe);
});
