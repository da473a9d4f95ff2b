import { cyclesIn, type Import, importsOf } from './imports.ts';
import type { SourceFile } from './sources.ts';

/** The folders of src, lowest first: a folder imports only what stands before it. */
const ORDER = [
  ['values'],
  ['db'],
  ['access'],
  ['audit'],
  ['people'],
  ['streams'],
  ['currencies'],
  ['awards'],
  ['charging'],
  ['queries'],
  ['ledger'],
  ['deliveries'],
  ['decisions'],
  ['plans'],
  ['budgets'],
  ['statements', 'pools'],
  ['web'],
];

/** The files that put the hub together, and the only folders outside src that each may import. */
const COMPOSERS: Readonly<Record<string, readonly string[]>> = {
  'src/main.ts': ['adapters', 'seeds'],
  'src/run-here.ts': ['adapters', 'seeds'],
  'src/server.ts': ['schema'],
};

/** What the commands may use of the composition root. */
const ROOT_FOR_COMMANDS = ['src/clock.ts', 'src/config.ts', 'src/hub.ts'];

const FOLDERS_FOR_ADAPTERS = ['values', 'streams', 'people', 'currencies', 'awards', 'deliveries'];

/** Packages that have one home. */
const HOMES: readonly { readonly packages: RegExp; readonly home: RegExp }[] = [
  { packages: /^drizzle-orm/, home: /^src\/[a-z]+\/tables\.ts$/ },
  { packages: /^(?:postgres|@electric-sql\/pglite|sql-template-tag)$/, home: /^src\/db\// },
  { packages: /^(?:graphql|graphql-jit|@pothos\/.*|dataloader)$/, home: /^(?:schema|src)\/[^/]+$/ },
  { packages: /^(?:@apollo|@as-integrations)\//, home: /^src\/[^/]+$/ },
  { packages: /^express$/, home: /^src\/(?:web\/.*|[^/]+)$/ },
];

interface Place {
  /** The folder at the top. */
  readonly top: string;
  /** The folder in it; '' for a file that stands at the top itself. */
  readonly folder: string;
  readonly name: string;
}

function placeOf(path: string): Place {
  const [top = '', ...rest] = path.split('/');
  return { top, folder: rest.length > 1 ? (rest[0] ?? '') : '', name: rest.at(-1) ?? '' };
}

const rankOf = (folder: string): number => ORDER.findIndex((rank) => rank.includes(folder));

/** Everything in these files that goes against the layout, as `file:line what`. */
export function breachesIn(files: readonly SourceFile[]): string[] {
  const imports = files.flatMap(importsOf);
  const reachingDatabase = new Set(
    imports.filter(({ to }) => to?.startsWith('src/db/')).map(({ from }) => from),
  );
  const told = imports.flatMap((each) => {
    const reasons = [
      wrongWay(each),
      wrongPackage(each),
      statementOfPage(each),
      wrongRole(each, reachingDatabase.has(each.from)),
    ];
    return reasons
      .filter((reason) => reason !== null)
      .map((reason) => `${each.from}:${each.line} ${reason}`);
  });
  return [...told, ...cyclesIn(imports).map((circle) => `circle ${circle}`)];
}

function wrongWay({ from, to, isPackage, typeOnly }: Import): string | null {
  if (to === null) return 'imports what cannot be read here';
  if (isPackage) return null;
  return mayImport(placeOf(from), placeOf(to), typeOnly) ? null : `may not import ${to}`;
}

function mayImport(from: Place, to: Place, typeOnly: boolean): boolean {
  switch (from.top) {
    case 'src':
      return from.folder === '' ? rootMay(from, to) : folderMay(from, to);
    case 'schema':
      if (to.top === 'schema') return true;
      if (to.top !== 'src') return false;
      return to.folder === '' ? to.name === 'hub.ts' && typeOnly : rankOf(to.folder) >= 0;
    case 'adapters':
      if (to.top === 'adapters') return from.name === 'all.ts' || to.folder === from.folder;
      return to.top === 'src' && FOLDERS_FOR_ADAPTERS.includes(to.folder);
    case 'seeds':
      return ['seeds', 'src', 'adapters'].includes(to.top);
    default:
      return false;
  }
}

/** A file at the top of src. */
function rootMay(from: Place, to: Place): boolean {
  return to.top === 'src' || (COMPOSERS[`src/${from.name}`] ?? []).includes(to.top);
}

/** A file in a folder of src. */
function folderMay(from: Place, to: Place): boolean {
  if (to.top !== 'src') return false;
  if (from.folder === to.folder) return from.folder === 'commands' || rankOf(from.folder) >= 0;
  if (from.folder === 'commands') {
    return to.folder === '' ? ROOT_FOR_COMMANDS.includes(`src/${to.name}`) : rankOf(to.folder) >= 0;
  }
  return rankOf(to.folder) >= 0 && rankOf(to.folder) < rankOf(from.folder);
}

function wrongPackage({ from, to, isPackage }: Import): string | null {
  if (to === null || !isPackage) return null;
  if (from.startsWith('src/values/')) return `values import nothing, so not ${to}`;
  const away = HOMES.some(({ packages, home }) => packages.test(to) && !home.test(from));
  return away ? `is no place for ${to}` : null;
}

/** What of the database's own folder a page may use: it asks services and sends nothing itself. */
const DB_FOR_PAGES = 'src/db/package-root.ts';

function statementOfPage({ from, to, typeOnly }: Import): string | null {
  if (!from.startsWith('src/web/') || typeOnly) return null;
  const asks = to?.startsWith('src/db/') && to !== DB_FOR_PAGES;
  return asks ? `a page sends no statement of its own: ${to}` : null;
}

/** What files of a domain are by their names: rules, tables, store, service. */
function wrongRole({ from, to, isPackage }: Import, reachesDatabase: boolean): string | null {
  if (to === null || isPackage) return null;
  const { top, folder, name } = placeOf(from);
  if (top !== 'src') return null;
  // Pages stand above every domain; what they may not do is told apart.
  if (folder === 'web') return null;
  const target = placeOf(to).name;
  if (target === 'tables.ts') return 'tables are for migrations; statements are plain SQL';
  if (name === 'store.ts' && target === 'service.ts') return 'a store knows no service';
  if (rankOf(folder) <= rankOf('db') || ['store.ts', 'service.ts'].includes(name)) return null;
  const sendsStatements = ['store.ts', 'service.ts'].includes(target);
  if (sendsStatements && !reachesDatabase) return `a pure rule does not import ${to}`;
  const isNoun = name === `${singular(folder)}.ts`;
  if (isNoun && (sendsStatements || to.startsWith('src/db/'))) {
    return `${name} holds pure rules and does not import ${to}`;
  }
  return null;
}

const singular = (folder: string): string => folder.replace(/ies$/, 'y').replace(/s$/, '');
