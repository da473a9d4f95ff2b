import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../src/db/package-root.ts';

/** A file of the tree, by its path from the project's folder. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What is built and shipped. */
export const SHIPPED = ['src', 'schema', 'adapters', 'seeds'] as const;

/** The paths of all files under these folders; a folder that does not exist yet holds none. */
export function pathsUnder(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => {
    try {
      const entries = readdirSync(join(packageRoot(), folder), {
        recursive: true,
        withFileTypes: true,
      });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(packageRoot(), join(entry.parentPath, entry.name)));
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return [];
      throw error;
    }
  });
}

/** The files under these folders that end in one of `endings`. */
export function filesUnder(folders: readonly string[], ...endings: string[]): SourceFile[] {
  return pathsUnder(folders)
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({ path, text: readFileSync(join(packageRoot(), path), 'utf8') }));
}

/** The TypeScript and JavaScript that is shipped. */
export const shippedCode = (): SourceFile[] => filesUnder(SHIPPED, '.ts', '.js');

/** The line, counted from 1, on which a position lies. */
export const lineAt = (text: string, position: number): number =>
  text.slice(0, position).split('\n').length;

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|[\w$]+|\s+|[\s\S]/y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^\\`$])*(?:`|\$\{|$)/y;
const BEFORE_REGEX = /^(?:return|typeof|case|in|of|await|yield|else|[=(,:[!&|?{;+*%~^<>-])$/;

/**
 * The code alone: comments, regular expressions and what strings say are blanked, quotes and line
 * breaks stay, so that every position is as in the text.
 */
export function codeOf(text: string): string {
  let code = '';
  let before = '';
  const open: number[] = [];
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = code.length;
    return pattern.exec(text)?.[0];
  };
  const takeTemplate = (): void => {
    const chunk = take(TEMPLATE) ?? '';
    const end = chunk.endsWith('`') ? '`' : chunk.endsWith('${') ? '${' : '';
    if (end === '${') open.push(0);
    code += blank(chunk.slice(0, chunk.length - end.length)) + end;
    before = end;
  };
  while (code.length < text.length) {
    const token = take(TOKEN) as string;
    const regex =
      token === '/' && (before === '' || BEFORE_REGEX.test(before)) ? take(REGEX) : null;
    if (regex) code += `/${blank(regex.slice(2))}/`;
    else if (/^\/[/*]/.test(token)) code += blank(token);
    else if (/^['"]./.test(token)) code += token[0] + blank(token.slice(2)) + token[0];
    else code += token;
    if (!/^(?:\s|\/[/*])/.test(token)) before = token;
    const inner = open.length - 1;
    if (token === '{' && inner >= 0) open[inner] = (open[inner] ?? 0) + 1;
    if (token === '`') takeTemplate();
    else if (token === '}' && inner >= 0) {
      if (open[inner] === 0) {
        open.pop();
        takeTemplate();
      } else open[inner] = (open[inner] ?? 0) - 1;
    }
  }
  return code;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
