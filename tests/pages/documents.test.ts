// What is put into a document: that no text of the service gets out of its place, and which languages there are.
import { describe, expect, it } from 'vitest';
import { Documents } from '../../server/pages/documents.ts';
import type { PageSource } from '../../server/pages/source.ts';
import { DEFAULT_THEME } from '../../shared/theme.ts';
import { SERVICE } from '../../client/preview/fixtures.ts';

const TEMPLATE =
  '<html lang="{{language}}" dir="{{direction}}"><!--{{early}}--><title>{{name}}</title><!--{{theme}}-->' +
  '<p>{{tooOld}}</p><!--{{carried}}--><script type="module">const it = {{unknown}}</script>';

function documentsOf(
  { name = SERVICE.name, languages = ['en'] }: Partial<typeof SERVICE> = {},
  { tooOld = 'too old', folder = 'dist' }: { tooOld?: string; folder?: string | null } = {},
) {
  const asked: string[] = [];
  const source: PageSource = {
    folder,
    template: (entry) => {
      asked.push(entry);
      return Promise.resolve(TEMPLATE);
    },
    messages: (language) => Promise.resolve(JSON.stringify({ tooOld, language })),
    script: (script) => Promise.resolve(`/* ${script} */`),
  };
  const service = { ...SERVICE, name, languages };
  return { documents: new Documents(source, { service, theme: DEFAULT_THEME }), asked };
}

const HOSTILE = `</title><script>alert("1")</script> & 'Sons' {{carried}} $& $1`;

describe('a text of the service', () => {
  it('stays a text, whatever it holds', async () => {
    const { documents } = documentsOf({ name: { en: HOSTILE } });
    const { html } = await documents.get('page', 'en', '/order');
    const [, title = ''] = /<title>(.*?)<\/title>/.exec(html) ?? [];
    expect(title).not.toMatch(/[<>"']/);
    const shown = title.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(shown).toBe(HOSTILE);
    expect(html.match(/id="carried"/g)).toHaveLength(1);
  });

  it('does not end the data that it is carried in', async () => {
    const { documents } = documentsOf({}, { tooOld: HOSTILE });
    const { html } = await documents.get('page', 'en', '/order');
    const [, carried = ''] = /id="carried">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(carried)).toEqual({
      first: { language: 'en', messages: { tooOld: HOSTILE, language: 'en' } },
    });
    expect(html).not.toContain('<script>alert');
  });
});

it('leaves alone what is no place of ours', async () => {
  const { documents } = documentsOf();
  expect((await documents.get('page', 'en', '/')).html).toContain('const it = {{unknown}}');
});

it.each([
  [
    ['sv', 'de'],
    ['sv', 'de'],
  ],
  [['nb', 'fi'], ['fi']],
  [['nb'], ['en']],
])('of a service with texts in %j speaks %j', (languages, spoken) => {
  expect(documentsOf({ languages }).documents.languages).toEqual(spoken);
});

it('writes from right to left what is read so', async () => {
  const { documents } = documentsOf({ name: { ar: 'عبّارة' }, languages: ['ar'] });
  expect((await documents.get('page', 'ar', '/')).html).toContain('<html lang="ar" dir="rtl">');
});

it('makes a document once for each language, and in development every time', async () => {
  const built = documentsOf({ languages: ['en', 'sv'] });
  for (const language of ['en', 'sv', 'en']) await built.documents.get('page', language, '/');
  expect(built.asked).toHaveLength(2);
  const development = documentsOf({}, { folder: null });
  for (const path of ['/', '/']) await development.documents.get('page', 'en', path);
  expect(development.asked).toHaveLength(2);
});
