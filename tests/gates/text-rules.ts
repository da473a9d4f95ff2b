import { codeOf, lineAt, type SourceFile } from './sources.ts';

export const MOST_LINES_IN_A_FILE = 400;
export const MOST_LINES_IN_A_FUNCTION = 60;

/** Names that say nothing, as a whole name or as a part of one: `date-utils`, `index.ts`. */
const EMPTY_NAME = /^(?:utils?|helpers?|commons?|misc|managers?|index)$/;

/** The paths of which a folder or file has a name that says nothing. */
export function emptyNames(paths: readonly string[]): string[] {
  return paths.filter((path) => path.split(/[/.-]/).some((part) => EMPTY_NAME.test(part)));
}

export function longFiles(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    return lines > MOST_LINES_IN_A_FILE ? [`${path} has ${lines} lines`] : [];
  });
}

const CONTROL = /^(?:if|else|for|while|do|switch|try|catch|finally|return|await|throw|new)\b/;
const METHOD = /^(?:(?:async|static|private|protected|public|override|get|set)\s+)*[\w$#]+\(/;
const CLOSES = /^[)}\]]/;
const GOES_ON = /(?:\{|\(|\[|=>)$/;

/**
 * Functions that are too long. There is no parser at hand, but the tree is formatted, so layout
 * tells: a function is a line with `function`, with `=>`, or that begins like a method; it goes on
 * as long as lines are indented deeper, and past a line such as `): Promise<void> {` that closes
 * its head and opens its body. Strings and comments count as lines and are not read.
 */
export function longFunctions(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = codeOf(text).split('\n');
    return lines.flatMap((line, start) => {
      if (!beginsFunction(lines, start)) return [];
      const length = endOf(lines, start) - start;
      const tooLong = length > MOST_LINES_IN_A_FUNCTION;
      return tooLong ? [`${path}:${start + 1} ${length} lines: ${line.trim()}`] : [];
    });
  });
}

function beginsFunction(lines: readonly string[], start: number): boolean {
  const line = (lines[start] ?? '').trim();
  if (/\bfunction\b|=>/.test(line)) return true;
  if (CONTROL.test(line) || !METHOD.test(line)) return false;
  const last = lines[endOf(lines, start) - 1]?.trim() ?? '';
  return line.endsWith('{') || (line.endsWith('(') && last.startsWith('}'));
}

/** The index after the last line of what begins at `start`. */
function endOf(lines: readonly string[], start: number): number {
  const indent = indentOf(lines[start] ?? '');
  for (let at = start + 1; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '' || indentOf(lines[at] ?? '') > indent) continue;
    if (!CLOSES.test(line)) return at;
    if (!GOES_ON.test(line)) return at + 1;
  }
  return lines.length;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
  /** Whether comments and strings are read too. */
  readonly everywhere?: true;
  /** Files of which the rule does not speak. */
  readonly except?: RegExp;
}

/** Invented people have numbers of the ranges that are kept for tests; the rest of the code none. */
const INVENTED_PEOPLE = /^seeds\//;

const MONEY = String.raw`(?:[Pp]ence|[Aa]mount|[Pp]ounds|[Pp]rice|\b[Cc]ost|\b[Rr]ates?\b|Rate\b)`;

const RULES: readonly Rule[] = [
  {
    what: 'work left undone',
    pattern: /\b(?:TODO|FIXME|XXX)\b|\bplaceholder\b/gi,
    everywhere: true,
  },
  { what: 'any', pattern: /\bany\b/g },
  { what: 'any in a JSDoc type', pattern: /@\w+\s*\{[^}\n]*\bany\b[^}\n]*\}/g, everywhere: true },
  { what: 'console', pattern: /\bconsole\s*\./g },
  { what: 'parseFloat', pattern: /\bparseFloat\b/g },
  { what: 'toFixed', pattern: /\btoFixed\b/g },
  {
    what: 'Math.round of money',
    pattern: new RegExp(String.raw`${MONEY}[^;]*\bMath\.round\b|\bMath\.round\b[^;]*${MONEY}`, 'g'),
  },
  {
    what: 'a number shaped like an NHS number',
    except: INVENTED_PEOPLE,
    pattern: /(?<![\w.-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-])/g,
    everywhere: true,
  },
  {
    // QQ is a prefix that is never issued; QQ123456C is the way HMRC itself shows the format.
    what: 'a text shaped like a National Insurance number',
    except: INVENTED_PEOPLE,
    pattern: /\b(?!QQ123456C\b)[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gi,
    everywhere: true,
  },
];

/** What no shipped file says, as `file:line what`. */
export function badWords(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const code = codeOf(text);
    const rules = RULES.filter(({ except }) => !except?.test(path));
    return rules.flatMap(({ what, pattern, everywhere }) =>
      [...(everywhere ? text : code).matchAll(pattern)].map(
        (match) => `${path}:${lineAt(text, match.index)} ${what}`,
      ),
    );
  });
}

/** A call that sends a statement: its name, or null where that is no plain string. */
export interface StatementCall {
  readonly path: string;
  readonly line: number;
  readonly name: string | null;
}

/** Runs each statement of a migration under that migration's name. */
const NAMED_BY_MIGRATION = { path: 'src/db/migrate.ts', start: 'db.migrate.' };

/** Every `.rows(name, statement)` and `toSend(name, statement)` of these files. */
export function statementCalls(files: readonly SourceFile[]): StatementCall[] {
  return files.flatMap(({ path, text }) => {
    const code = codeOf(text);
    return [...code.matchAll(/(?:\.rows|(?<!function )\btoSend)\b/g)].flatMap(
      ({ index, 0: call }) => {
        const open = afterTypeArguments(code, index + call.length);
        if (code[open] !== '(') return [];
        const start = open + 1 + (/^\s*/.exec(code.slice(open + 1))?.[0].length ?? 0);
        const quote = code[start] ?? '';
        const line = lineAt(text, index);
        const isString = quote === "'" || quote === '"';
        const name = isString ? text.slice(start + 1, code.indexOf(quote, start + 1)) : null;
        const { start: prefix } = NAMED_BY_MIGRATION;
        if (path === NAMED_BY_MIGRATION.path && text.startsWith(`\`${prefix}\${`, start)) return [];
        return [{ path, line, name }];
      },
    );
  });
}

/** The position after `<…>`, however deep; the same position where there is none. */
function afterTypeArguments(code: string, start: number): number {
  if (code[start] !== '<') return start;
  let depth = 0;
  for (let at = start; at < code.length; at += 1) {
    if (code[at] === '<') depth += 1;
    if (code[at] === '>' && code[at - 1] !== '=') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return start;
}

/** Statements without a name of their own, or with another domain's. */
export function badStatementNames(files: readonly SourceFile[]): string[] {
  const first = new Map<string, string>();
  return statementCalls(files).flatMap(({ path, line, name }) => {
    const at = `${path}:${line}`;
    if (name === null) return [`${at} the name is not a plain string`];
    if (!/^[a-z]+(?:-[a-z]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
      return [`${at} ${name} is not <domain>.<kebab>`];
    }
    const domain = domainOf(path);
    if (!name.startsWith(`${domain}.`)) return [`${at} ${name} does not begin with ${domain}`];
    const before = first.get(name);
    if (before !== undefined) return [`${at} ${name} is the name of ${before} too`];
    first.set(name, at);
    return [];
  });
}

/** The folder of src; a file at the top of src is a domain by its own name. */
function domainOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'src' ? second.replace(/\.[jt]s$/, '') : top;
}
