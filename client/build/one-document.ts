// Puts script and style of the page into its document, so that one request brings all of it. The scripts stand in the
// order in which they are of use: the question for the session before everything else, the page's own behind its data.
import { minifySync, type Plugin, type Rolldown } from 'vite';
import { OLD_SCRIPTS, oldScript } from './old-scripts.ts';

/** To be used where one document with one script and one style sheet is built; what is put in is not written beside it.
 *  Also writes the scripts for every web view: the server puts one into the document, and answers the other. */
export function oneDocument(): Plugin {
  return {
    name: 'one-document',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const document = files.find((file) => file.fileName.endsWith('.html')) as Rolldown.OutputAsset;
      let html = String(document.source)
        .replace(/>\s+</g, '><')
        .replace(/<!--(?!\{)[^]*?-->/g, '');
      for (const file of files) {
        const isStyle = file.fileName.endsWith('.css');
        if (!isStyle && !(file.type === 'chunk' && file.isEntry)) continue;
        html = html.replace(referenceTo(file.fileName), () => (isStyle ? style(file) : ''));
        if (file.type === 'chunk') html = html.replace(CARRIED, (place) => place + script(file));
        Reflect.deleteProperty(bundle, file.fileName);
      }
      document.source = html;
      for (const name of OLD_SCRIPTS) {
        this.emitFile({
          type: 'asset',
          fileName: `${name}.js`,
          source: smaller(name, await oldScript(name)),
        });
      }
    },
  };
}

/** Where the server puts the data that the script begins with. */
const CARRIED = '<!--{{carried}}-->';

const referenceTo = (fileName: string): RegExp =>
  new RegExp(`\\s*<(?:script|link)[^>]*(?:src|href)="/${fileName}"[^>]*>(?:</script>)?`);

const style = (file: Rolldown.OutputAsset | Rolldown.OutputChunk): string =>
  `<style>${String((file as Rolldown.OutputAsset).source).trim()}</style>`;

/** `</script` inside a text would end the script, and `<!--` start a comment. */
const script = ({ code }: Rolldown.OutputChunk): string => {
  const text = code
    .trim()
    .replace(/<(?=\/script|!--)/gi, '\\x3c')
    // Vite's list of what to load beforehand, which left-out.ts has no use for.
    .replaceAll(',__VITE_PRELOAD__', '')
    // Now it stands in documents of several paths.
    .replace(/import\((["'`])\.\//g, 'import($1/assets/');
  return `<script type="module">${text}</script>`;
};

/** Only made smaller: what is made simpler might be in a syntax that old web views do not know. Nor do they know
 *  templates, as which the minifier writes every text. */
function smaller(name: string, text: string): string {
  const { code, errors } = minifySync(`${name}.js`, text, { compress: false });
  if (errors.length > 0) throw new Error(`${name}.js: ${errors[0]?.message ?? ''}`);
  const old = code.replace(/`([^`'\\\n]*)`/g, "'$1'");
  if (old.includes('`')) throw new Error(`${name}.js: a text with quotes or backslashes stays a template`);
  return old;
}
