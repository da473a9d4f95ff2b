/** An element of a page, as much as a test of its structure needs. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

const TOKEN =
  /<!DOCTYPE html>|<\/([a-z0-9]+)>|<([a-z0-9]+)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)>|[^<]+/gy;
const ATTRIBUTE = /([a-z-]+)="([^"]*)"/g;
const VOID = ['meta'];
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" },
};

export function readText(text: string): string {
  return text.replace(/&(?:[a-z]+|#\d+);/g, (entity) => {
    const character = ENTITIES[entity];
    if (character === undefined) throw new Error(`no such entity: ${entity}`);
    return character;
  });
}

/**
 * Reads a page strictly: every tag that is opened is closed in its turn, and no sign of markup
 * stands in a text.
 */
export function readPage(html: string): Element {
  const root: Element = { tag: 'page', attributes: {}, children: [] };
  const open = [root];
  let at = 0;
  for (const token of html.matchAll(TOKEN)) {
    const [text, closed, opened, attributes] = token;
    at = token.index + text.length;
    const inside = open.at(-1) as Element;
    if (closed !== undefined) {
      if (inside.tag !== closed) throw new Error(`</${closed}> closes <${inside.tag}>`);
      open.pop();
    } else if (opened !== undefined) {
      const found = [...(attributes ?? '').matchAll(ATTRIBUTE)];
      const named = found.map(([, name = '', value = '']) => [name, readText(value)]);
      const element = { tag: opened, attributes: Object.fromEntries(named), children: [] };
      inside.children.push(element);
      if (!VOID.includes(opened)) open.push(element);
    } else if (!text.startsWith('<!')) {
      inside.children.push(inside.tag === 'style' ? text : readText(text));
    }
  }
  if (at < html.length) throw new Error(`cannot be read from ${html.slice(at, at + 60)}`);
  if (open.length > 1) throw new Error(`<${open.at(-1)?.tag}> is never closed`);
  return root;
}

export function allOf(element: Element, ...tags: string[]): Element[] {
  return element.children.flatMap((child) =>
    typeof child === 'string'
      ? []
      : [
          ...(tags.length === 0 || tags.includes(child.tag) ? [child] : []),
          ...allOf(child, ...tags),
        ],
  );
}

export function textOf(element: Element): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('');
}

/** What makes a page hard or unsafe to read, in words; nothing where it is neither. */
export function faultsOf(page: Element): string[] {
  const elements = allOf(page);
  const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
  const headings = allOf(page, 'h1', 'h2', 'h3', 'h4').map(({ tag }) => Number(tag[1]));
  const fault = (what: string, found: boolean) => (found ? [what] : []);
  const bad = (tag: string, isBad: (element: Element) => boolean) =>
    fault(`a bad ${tag}`, allOf(page, tag).some(isBad));
  return [
    ...fault('not in English', allOf(page, 'html')[0]?.attributes.lang !== 'en'),
    ...fault('not one h1', headings.filter((level) => level === 1).length !== 1),
    ...fault(
      'a heading left out',
      headings.some((level, n) => level > (headings[n - 1] ?? 0) + 1),
    ),
    ...fault('an id twice', new Set(ids).size < ids.length),
    ...fault('more than markup', allOf(page, ...FETCHING).length > 0),
    ...fault(
      'a handler',
      elements.some(({ attributes }) => HANDLES.test(Object.keys(attributes).join())),
    ),
    ...bad('style', (style) => /@import|url\(|https?:/i.test(textOf(style))),
    ...bad('a', (a) => !isToSave(a) && !ids.includes(a.attributes.href?.replace(/^#/, '') ?? '')),
    ...bad('th', ({ attributes }) => !['row', 'col'].includes(attributes.scope ?? '')),
    ...bad('title', (title) => textOf(title).trim() === ''),
    ...bad('table', (table) => textOf(allOf(table, 'caption')[0] ?? EMPTY).trim() === ''),
    ...bad('table', (table) => new Set(allOf(table, 'tr').map(cells)).size > 1),
  ];
}

const A_FILE = /^data:(?:application\/pdf|image\/(?:jpeg|png)|text\/plain);base64,[\w+/]+=*$/;

/** A link that saves a file which the page itself holds, and opens nothing. */
export const isToSave = ({ attributes }: Element): boolean =>
  Boolean(attributes.download) && A_FILE.test(attributes.href ?? '');

const FETCHING = ['script', 'iframe', 'img', 'link', 'object', 'embed', 'form', 'input', 'base'];
const HANDLES = /(?:^|,)(?:on|src|style)/;
const EMPTY: Element = { tag: '', attributes: {}, children: [] };
const cells = (row: Element): number =>
  row.children.filter((cell) => typeof cell !== 'string').length;
