import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/db/package-root.ts';
import { importsOf } from './imports.ts';
import { breachesIn } from './layout.ts';
import { SHIPPED, shippedCode } from './sources.ts';

describe('the tree', () => {
  const files = shippedCode();

  it('is read', () => {
    for (const top of SHIPPED) {
      const here = files.filter(({ path }) => path.startsWith(`${top}/`));
      expect(here.length, top).toBeGreaterThan(0);
      expect(here.flatMap(importsOf).length, top).toBeGreaterThan(0);
    }
    // Every import line is seen: a plain count of `from '…'` and `import '…'` lines agrees.
    const lines = files.flatMap(({ text }) =>
      text.split('\n').filter((line) => /^(?:import|export|\}).* from '|^import '/.test(line)),
    );
    const seen = files.flatMap(importsOf);
    expect(seen.length).toBeGreaterThanOrEqual(lines.length);
  });

  it('keeps the direction of imports', () => {
    expect(breachesIn(files)).toEqual([]);
  });
});

it('every file at the root of src is in the record of what stands there', () => {
  const record = 'docs/decisions/0005-composition-root.md';
  const text = readFileSync(join(packageRoot(), record), 'utf8');
  const root = shippedCode().filter(({ path }) => /^src\/[^/]+$/.test(path));
  expect(root.length).toBeGreaterThan(10);
  const names = root.map(({ path }) => path.replace('src/', ''));
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

describe('a planted breach is found', () => {
  const plant = (path: string, text: string) => breachesIn([{ path, text }]);

  it.each([
    ['src/values/money.ts', "import { x } from '../people/identity.ts';"],
    ['src/values/money.ts', "import { z } from 'zod';"],
    ['src/db/server.ts', "import type { Viewer } from '../access/viewer.ts';"],
    ['src/audit/store.ts', "import { x } from '../people/store.ts';"],
    ['src/people/store.ts', "import type { Stream } from '../streams/stream.ts';"],
    ['src/people/store.ts', "export { x } from '../awards/award.ts';"],
    ['src/people/store.ts', "export * from '../awards/award.ts';"],
    ['src/people/store.ts', "import '../awards/award.ts';"],
    ['src/people/store.ts', "const x = await import('../awards/award.ts');"],
    ['src/people/store.ts', 'const x = await import(path);'],
    ['src/people/store.ts', "import {\n  a,\n  type B,\n} from '../budgets/budget.ts';"],
    ['src/statements/store.ts', "import { x } from '../pools/pool.ts';"],
    ['src/people/service.ts', "import { x } from '../config.ts';"],
    ['src/people/service.ts', "import type { Hub } from '../hub.ts';"],
    ['src/budgets/service.ts', "import { x } from '../../schema/money.ts';"],
    ['src/shops/shop.ts', "import { x } from './counter.ts';"],
    ['src/commands/setup.ts', "import { x } from '../../seeds/run.ts';"],
    ['src/commands/setup.ts', "import { x } from '../server.ts';"],
    ['src/hub.ts', "import { ADAPTERS } from '../adapters/all.ts';"],
    ['src/server.ts', "import { x } from '../seeds/run.ts';"],
    ['schema/person.ts', "import { openHub } from '../src/hub.ts';"],
    ['schema/person.ts', "import { readConfig } from '../src/config.ts';"],
    ['schema/person.ts', "import { x } from '../adapters/all.ts';"],
    ['adapters/a-b/format.ts', "import { x } from '../c-d/format.ts';"],
    ['adapters/a-b/format.ts', "import { x } from '../../src/db/database.ts';"],
    ['adapters/a-b/format.ts', "import { x } from '../../src/budgets/budget.ts';"],
    ['seeds/run.ts', "import { schema } from '../schema/schema.ts';"],
    ['src/people/identity.ts', "import { x } from './store.ts';"],
    ['src/people/store.ts', "import { x } from './service.ts';"],
    ['src/people/store.ts', "import { people } from './tables.ts';"],
    ['src/awards/award.ts', "import { sql } from '../db/database.ts';"],
    ['src/people/store.ts', "import { eq } from 'drizzle-orm';"],
    ['src/people/visible.ts', "import { GraphQLError } from 'graphql';"],
    ['src/people/store.ts', "import postgres from 'postgres';"],
    ['src/web/home.ts', "import { sql } from '../db/database.ts';"],
    ['src/web/home.ts', "import { x } from '../hub.ts';"],
  ])('%s: %s', (path, text) => {
    expect(plant(path, text)).toHaveLength(1);
  });

  it('a circle, of types too', () => {
    const circle = breachesIn([
      { path: 'src/awards/a.ts', text: "import type { B } from './b.ts';" },
      { path: 'src/awards/b.ts', text: "import { C } from './c.ts';" },
      { path: 'src/awards/c.ts', text: "import { type A } from './a.ts';" },
    ]);
    expect(circle).toEqual([
      'circle src/awards/a.ts -> src/awards/b.ts -> src/awards/c.ts -> src/awards/a.ts',
    ]);
  });

  it('and what only looks like one is not', () => {
    const text = [
      "// import { x } from '../awards/award.ts';",
      'const said = "import { x } from \'../awards/award.ts\'";',
      `const template = \`\${[1].map((n) => \`\${n}\`)} import '../awards/award.ts'\`;`,
      'const slash = /[/\'"]/.test(said) ? 4 / 2 : `/`;',
      "import type { Hub } from '../src/hub.ts';",
      "import { money } from './money.ts';",
    ].join('\n');
    expect(importsOf({ path: 'schema/person.ts', text }).map(({ to }) => to)).toEqual([
      'src/hub.ts',
      'schema/money.ts',
    ]);
    expect(plant('schema/person.ts', text)).toEqual([]);
  });
});
