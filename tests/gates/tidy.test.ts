import { describe, expect, it } from 'vitest';
import { pathsUnder, SHIPPED, shippedCode } from './sources.ts';
import {
  badStatementNames,
  badWords,
  emptyNames,
  longFiles,
  longFunctions,
  MOST_LINES_IN_A_FILE,
  MOST_LINES_IN_A_FUNCTION,
  statementCalls,
} from './text-rules.ts';

const files = shippedCode();
const plant = (text: string, path = 'src/people/store.ts') => [{ path, text }];
const lines = (count: number, line: string) => `${line}\n`.repeat(count);

it('files are read', () => {
  for (const top of SHIPPED) {
    expect(files.filter(({ path }) => path.startsWith(`${top}/`)).length, top).toBeGreaterThan(0);
  }
});

describe('names say what is there', () => {
  it('in the tree', () => {
    // What the bench installs for itself is not ours to name.
    const paths = pathsUnder([...SHIPPED, 'tests', 'bench', 'scripts']).filter(
      (path) => !path.startsWith('bench/.'),
    );
    expect(paths.length).toBeGreaterThan(files.length);
    expect(emptyNames(paths)).toEqual([]);
  });

  it.each([
    'src/people/index.ts',
    'src/utils/dates.ts',
    'schema/date-utils.ts',
    'tests/test.helper.ts',
    'src/common.ts',
    'src/db/connection-manager.ts',
  ])('not %s', (path) => {
    expect(emptyNames([path, 'src/people/town-of-commonside.csv'])).toEqual([path]);
  });
});

describe('files and functions fit on a few screens', () => {
  it('in the tree', () => {
    expect(longFiles(files)).toEqual([]);
    expect(longFunctions(files)).toEqual([]);
  });

  it('a file of one line too many is found', () => {
    expect(longFiles(plant(lines(MOST_LINES_IN_A_FILE, 'x();')))).toEqual([]);
    expect(longFiles(plant(lines(MOST_LINES_IN_A_FILE + 1, 'x();')))).toHaveLength(1);
  });

  it.each([
    ['function', 'export async function a(b: string): Promise<void> {', '}'],
    ['long head', 'export function a(\n  b: string,\n): { c: string } {', '}'],
    ['arrow', 'const a = (b: string) => {', '};'],
    ['arrow that is a value', 'const a = (b: string) => ({', '});'],
    ['callback', "it('does', async () => {", '});'],
    ['method', 'async a(b: string): Promise<void> {', '}'],
    ['method with a long head', 'a(\n  b: string,\n): void {', '}'],
  ])('a %s of one line too many is found', (_kind, head, end) => {
    const around = head.split('\n').length + 1;
    const of = (count: number) => `${head}\n${lines(count - around, '  x();')}${end}\ny();\n`;
    expect(longFunctions(plant(of(MOST_LINES_IN_A_FUNCTION)))).toEqual([]);
    expect(longFunctions(plant(of(MOST_LINES_IN_A_FUNCTION + 1)))).toHaveLength(1);
  });

  it('a statement in a template counts as its lines, whatever its indent', () => {
    const text = `const a = () =>\n  sql\`\n${lines(MOST_LINES_IN_A_FUNCTION, 'select 1')}\`;\n`;
    expect(longFunctions(plant(text))).toHaveLength(1);
  });

  it('a long table or list is not a function', () => {
    expect(longFunctions(plant(`const a = {\n${lines(90, '  b: 1,')}};\n`))).toEqual([]);
  });
});

describe('words that have no place', () => {
  it('are not in the tree', () => {
    expect(badWords(files)).toEqual([]);
  });

  it.each([
    ['work left undone', '// TO' + 'DO: later'],
    ['work left undone', "const text = 'Placeholder';"],
    ['any', 'const a: any = 1;'],
    ['any', 'const a = b as unknown as any[];'],
    ['any in a JSDoc type', '/** @type {any} */'],
    ['console', 'console.log(1);'],
    ['parseFloat', 'const a = Number.parseFloat(text);'],
    ['toFixed', 'const a = value.toFixed(2);'],
    ['Math.round of money', 'const pence = Math.round(x * 100);'],
    ['Math.round of money', 'const a = Math.round(\n  line.amount / 7,\n);'],
    ['a number shaped like an NHS number', "const a = '9434765919';"],
    ['a number shaped like an NHS number', '// such as 943 476 5919'],
    ['a text shaped like a National Insurance number', "const a = 'AB123456C';"],
    ['a text shaped like a National Insurance number', '// ab 12 34 56 c'],
  ])('%s: %s', (what, text) => {
    expect(badWords(plant(text)).map((told) => told.replace(/^\S+ /, ''))).toEqual([what]);
  });

  it('are let through where they are something else', () => {
    const text = "/** Any person. */ sql`x = any(a)`; const n = 'any'; Math.round(seconds);";
    expect(badWords(plant(`${text} // QQ123456C 17953010208881`))).toEqual([]);
  });
});

describe('statements have names', () => {
  it('of their own, in the tree', () => {
    expect(statementCalls(files).length).toBeGreaterThan(0);
    expect(badStatementNames(files)).toEqual([]);
  });

  it.each([
    ['no name', 'queries.rows(name, sql`select 1`)'],
    ['a name made up as it runs', 'queries.rows(`people.$' + '{x}`, sql`select 1`)'],
    ['another domain', "queries.rows('awards.find', sql`select 1`)"],
    ['not kebab', "queries.rows<{ a: Map<string, () => void> }>('people.findOne', sql``)"],
    ['one name twice', "q.rows('people.find', a);\nq.rows<Row>(\n  'people.find',\n  b,\n)"],
  ])('%s is found', (_what, text) => {
    expect(badStatementNames(plant(text))).toHaveLength(1);
  });

  it('a property of that name is no statement', () => {
    expect(statementCalls(plant('delivery.rows + page.rows.length'))).toEqual([]);
  });
});
