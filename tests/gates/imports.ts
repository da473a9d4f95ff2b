import { posix } from 'node:path';
import { codeOf, lineAt, type SourceFile } from './sources.ts';

/** One file names another, or a package. */
export interface Import {
  readonly from: string;
  readonly line: number;
  /** The path of a file of the tree, or the name of a package; null where it cannot be read. */
  readonly to: string | null;
  readonly isPackage: boolean;
  readonly typeOnly: boolean;
}

const FROM =
  /\b(?:import|export)\s+(type\s+)?(?:[\w$]+\s*,?\s*)?(?:\*(?:\s+as\s+[\w$]+)?|\{([^}]*)\})?\s*from\s*(?=['"])/g;
const BARE = /\bimport\s*(?=['"])/g;
const DYNAMIC = /\bimport\s*\(\s*/g;

/** Every import of a file: static, of types, re-exported, for effect, and dynamic. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const code = codeOf(text);
  const at = (position: number, line: number, typeOnly: boolean): Import => {
    const specifier = stringAt(text, code, position);
    const isPackage = specifier !== null && !/^\.{1,2}\//.test(specifier);
    const to =
      specifier === null || isPackage
        ? specifier
        : posix.normalize(posix.join(posix.dirname(path), specifier));
    return { from: path, line: lineAt(text, line), to, isPackage, typeOnly };
  };
  return [
    ...[...code.matchAll(FROM)].map((match) =>
      at(match.index + match[0].length, match.index, isTypeOnly(match[1], match[2])),
    ),
    ...[...code.matchAll(BARE)].map((match) =>
      at(match.index + match[0].length, match.index, false),
    ),
    ...[...code.matchAll(DYNAMIC)].map((match) =>
      at(match.index + match[0].length, match.index, false),
    ),
  ];
}

function stringAt(text: string, code: string, position: number): string | null {
  const quote = code[position];
  if (quote !== "'" && quote !== '"') return null;
  return text.slice(position + 1, code.indexOf(quote, position + 1));
}

function isTypeOnly(keyword: string | undefined, names: string | undefined): boolean {
  if (keyword !== undefined) return true;
  const each = (names ?? '').split(',').filter((name) => name.trim() !== '');
  return each.length > 0 && each.every((name) => /^\s*type\s/.test(name));
}

/** Circles of files that name one another, imports of types counted too; each once. */
export function cyclesIn(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isPackage } of imports) {
    if (!isPackage && to !== null) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const since = path.indexOf(file);
    if (since >= 0) {
      found.push([...path.slice(since), file].join(' -> '));
      return;
    }
    if (done.has(file)) return;
    for (const other of next.get(file) ?? []) visit(other, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}
