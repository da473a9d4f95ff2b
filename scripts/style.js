// Compiles the style of the pages into the build; what is shipped is this one file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { compile } from 'sass';

const { css } = compile('src/web/style/pages.scss', {
  loadPaths: ['node_modules'],
  style: 'compressed',
  quietDeps: true,
});
mkdirSync('dist/web', { recursive: true });
writeFileSync('dist/web/pages.css', css);
