import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { packageRoot } from '../../src/db/package-root.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { openTestHub } from '../support/hub.ts';
import { hear, testLog } from '../support/overheard.ts';
import { personalIn } from '../support/overheard-check.ts';
import { Everybody, peopleIn } from '../support/personal.ts';
import { filesUnder } from './sources.ts';

const JEAN = { nhsNumber: '9434765919', surname: 'O’Hara-Firth', givenNames: 'Jean Ann' };
const GRANT = { surname: 'Grant', givenNames: 'Amy', postcode: 'S1 2HH' };
const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJqZWFuIn0.c2lnbmF0dXJl';

const everybody = new Everybody();
for (const somebody of [JEAN, GRANT]) everybody.add(somebody);

describe('what is said of somebody is found', () => {
  it.each([
    ['an NHS number', '{"level":50,"msg":"no person 9434765919"}'],
    ['an NHS number', 'no person 943 476 5919\\nat once'],
    ['an NHS number', 'GET /people/943-476-5919?year'],
    // Of a row that was rejected: in the range of the tests, and nobody's.
    ['an NHS number', 'BAD_NHS_NUMBER 9990000019'],
    ['a National Insurance number', '"nino":"ab 12 34 56 c"'],
    ['a National Insurance number', 'for AB123456C.'],
    ['a postcode', 'S12HH is not a place'],
    ['a postcode', '/find?postcode=s1%202hh'],
    ['a name', "the person o'hara firth is known"],
    ['a name', '"stack":"Error: one\\nO’HARA-FIRTH"'],
    ['a name', 'Grant, Amy'],
    ['a name', 'amy grant'],
    ['a bearer token', `{"level":30,"token":"${TOKEN}"}`],
  ])('%s: %s', (kind, line) => {
    expect(everybody.toldIn(line)).toEqual([kind]);
  });

  it.each([
    '{"level":40,"time":1795322699022,"requestId":"99900000-0018-4000-8000-943476591900"}',
    'Disabled Facilities Grant: 0.9990000018 of 17953010208881',
    'Jean, Ann and Firth, and the S1 2HG of nobody',
    'a National Insurance number is written QQ123456C',
    `{"token":"${TOKEN}"}`,
    `  care-team: ${TOKEN}`,
  ])('and nothing in: %s', (line) => {
    expect(everybody.toldIn(line)).toEqual([]);
  });

  it('of those whom a file names, in rows that are rejected too', () => {
    const text = textOf([AWARD, { ...AWARD, 'NHS Number': '1', Surname: 'Wrong', Amount: 'x' }]);
    expect(peopleIn(text)).toMatchObject([{ surname: 'Barraclough' }, { surname: 'Wrong' }]);
    expect(peopleIn('"NHS Number","Postcode"\n"9990000018","S1 2HH"\n')).toEqual([
      { postcode: 'S1 2HH' },
    ]);
  });
});

describe('a run', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onepot-overheard-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('tells the file, the line and the kind, and never what was said', async () => {
    await mkdir(join(folder, 'said'));
    await mkdir(join(folder, 'people'));
    await writeFile(join(folder, 'people/1'), `${JSON.stringify(JEAN)}\n`);
    await writeFile(join(folder, 'said/log 1'), 'nothing\n{"msg":"O’Hara-Firth 9434765919"}\n');
    const path = join(folder, 'said/log 1');
    expect(personalIn(folder)).toEqual([`${path}:2 an NHS number`, `${path}:2 a name`]);
  });

  it('has what its hubs say and whom it is about', async () => {
    const overheard = inject('overheard');
    const hub = await openTestHub();
    await hub.receive('local-awards', 'E08000039', textOf([{ ...AWARD, Surname: 'Overheard' }]));
    await hub.close();
    expect(await readFile(join(overheard, 'people', `${process.pid}`), 'utf8')).toMatch(
      /"nhsNumber":"9990000018","surname":"Overheard"/,
    );
    testLog().log.info('said by the log');
    const child = hear(spawn(process.execPath, ['-e', 'console.log(1 + 1); console.error(4 + 4)']));
    await new Promise((resolve) => child.once('close', resolve));
    const names = await readdir(join(overheard, 'said'));
    const ours = names.filter((name) => name.startsWith('tests-gates-overheard.test.ts '));
    const text = (name: string) => readFileSync(join(overheard, 'said', name), 'utf8');
    const said = Object.fromEntries(ours.map((name) => [name.split(' ')[1], text(name)]));
    expect(said).toMatchObject({ stdout: '2\n', stderr: '8\n' });
    expect(said.log).toContain('said by the log');
  });

  /** Runs vitest with this project's own setup on one test, of which a hub says this. */
  async function runOf(said: string): Promise<{ exit: number | null; out: string }> {
    const [test, config] = [join(folder, 'says.test.ts'), join(folder, 'vitest.config.mjs')];
    const support = join(packageRoot(), 'tests/support');
    await writeFile(
      test,
      `import { testLog } from ${JSON.stringify(join(support, 'overheard.ts'))};
      test('says', () => testLog().log.info(${JSON.stringify(said)}));`,
    );
    const settings = {
      root: packageRoot(),
      cacheDir: join(folder, 'cache'),
      resolve: { alias: { graphql: 'graphql/index.js' } },
      test: {
        ...{ dir: folder, include: [test], globals: true, pool: 'forks' },
        globalSetup: [join(support, 'global-setup.ts')],
      },
    };
    await writeFile(config, `export default ${JSON.stringify(settings)}`);
    const { PATH, HOME } = process.env;
    // No test of it asks a database.
    const env = { PATH, HOME, TESTS_OPEN: 'nothing' };
    const vitest = join(packageRoot(), 'node_modules/vitest/vitest.mjs');
    return new Promise((resolve) => {
      const words = [vitest, 'run', '--config', config];
      const options = { cwd: packageRoot(), env };
      const child = execFile(process.execPath, words, options, (_error, out, error) =>
        resolve({ exit: child.exitCode, out: out + error }),
      );
    });
  }

  it('fails where a hub has said anything of a person, though every test passes', async () => {
    const quiet = await runOf('nothing of Thornham');
    expect(quiet.out).toContain('1 passed');
    expect(quiet.exit, quiet.out).toBe(0);
    const loud = await runOf('it is Thornhill');
    expect(loud.out).toContain('1 passed');
    expect(loud.out).toMatch(/says\.test\.ts log \d+-1:1 a name/);
    expect(loud.out).not.toContain('Thornhill');
    expect(loud.exit).toBe(1);
    const [, kept = ''] = /(\S*onepot-tests-\w+)/.exec(loud.out) ?? [];
    await rm(kept, { recursive: true });
  });
});

describe('no test keeps to itself what a hub says', () => {
  const tests = filesUnder(['tests'], '.ts');
  const using = (packageName: string) =>
    tests
      .filter(({ text }) => new RegExp(`^import (?!type).*'${packageName}';$`, 'm').test(text))
      .map(({ path }) => path)
      .sort();

  it('logs come from one place', () => {
    expect(using('pino')).toEqual(['tests/support/overheard.ts']);
  });

  it('processes that are hubs are heard, and the others are none', () => {
    const HEARD = ['tests/commands/hub.test.ts', 'tests/commands/place.ts'];
    const NO_HUB: Readonly<Record<string, string>> = {
      'tests/commands/built.ts': 'builds',
      'tests/commands/export.test.ts': 'runs hledger',
      'tests/db/embedded.test.ts': 'opens a database and says one word of it',
      'tests/db/lock.test.ts': 'waits, and holds a lock',
      'tests/gates/migrations.test.ts': 'generates migrations',
      'tests/gates/overheard.test.ts': 'this file',
      'tests/web/figure-memory.test.ts': 'makes files of invented rows',
    };
    expect(using('node:child_process')).toEqual([...HEARD, ...Object.keys(NO_HUB)].sort());
    for (const { path, text } of tests.filter(({ path }) => HEARD.includes(path))) {
      const started = text.match(/(?<!hear\()\bspawn\(|\bexecFile\(/g) ?? [];
      const heard = text.match(/\bhear\(child\)/g) ?? [];
      expect(started.length, path).toBe(heard.length);
    }
  });
});
