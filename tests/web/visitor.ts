import type { TestServer } from '../server/serving.ts';

/** What an address answered, as text. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** What the page says to somebody who reads it: no tags, one space between words. */
  readonly text: string;
}

/** Somebody with a browser that keeps cookies, follows nothing by itself and runs no script. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  /** The cookies of the last answer, as they were set. */
  setCookies: readonly string[] = [];

  constructor(private readonly server: Pick<TestServer, 'url'>) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Answered> {
    return this.ask(path, { headers: { accept: 'text/html', ...headers } });
  }

  /** Sends a form as it stands: with the token of no page. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answered> {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** Sends a form with files, each under the name of its field. */
  send(
    path: string,
    fields: Readonly<Record<string, string>>,
    files: readonly { readonly name: string; readonly body: Uint8Array | string }[],
    field = 'files',
  ): Promise<Answered> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const { name, body } of files) {
      form.append(field, new Blob([body as Uint8Array<ArrayBuffer>]), name);
    }
    return this.ask(path, { method: 'POST', body: form });
  }

  /** What an address gives to be saved, byte by byte. */
  async download(path: string): Promise<{ headers: Headers; status: number; body: Buffer }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.server.url}${path}`, {
      ...{ redirect: 'manual', headers: { cookie, accept: 'text/html' } },
    });
    const { headers, status } = response;
    return { headers, status, body: Buffer.from(await response.arrayBuffer()) };
  }

  /** Opens a page, fills in the form on it that goes to `to`, and sends it. */
  async fillIn(path: string, to: string, fields: Readonly<Record<string, string>>, at = 0) {
    const { html } = await this.get(path);
    return this.post(to, { ...hiddenIn(html, to, at), ...fields });
  }

  /** Signs in at the demonstration's page; the answer that says where to go. */
  signIn(as: string): Promise<Answered> {
    return this.post('/sign-in', { as });
  }

  private async ask(path: string, init: RequestInit): Promise<Answered> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.server.url}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) },
    });
    this.setCookies = response.headers.getSetCookie();
    for (const set of this.setCookies) this.keep(set);
    const html = await response.text();
    return { status: response.status, headers: response.headers, html, text: textOf(html) };
  }

  private keep(set: string): void {
    const [pair = '', ...attributes] = set.split('; ');
    const name = pair.slice(0, pair.indexOf('='));
    const ended = attributes.some((each) => /^Expires=Thu, 01 Jan 1970/.test(each));
    if (ended) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(name.length + 1));
  }
}

/** The hidden fields of the form on a page that is sent to an address. */
export function hiddenIn(html: string, to: string, at = 0): Record<string, string> {
  const forms = [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)];
  const [, , form] = forms.filter(([, action]) => action === to).at(at) ?? [];
  if (form === undefined) throw new Error(`no form on the page goes to ${to}`);
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name, value]) => [name, plain(value as string)]));
}

/** What a page says, without what its markup says. */
export function textOf(html: string): string {
  const body = html.replace(/<head>[\s\S]*?<\/head>/, '');
  return plain(body.replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" },
};

const plain = (html: string): string =>
  html.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] as string);

/** Each key of a list of figures on a page with what stands beside it. */
export function figuresIn(html: string): [string, string][] {
  const rows = html.matchAll(
    /summary-list__key">([\s\S]*?)<\/dt><dd class="govuk-summary-list__value">([\s\S]*?)<\/dd>/g,
  );
  return [...rows].map(([, key, value]) => [textOf(key as string), textOf(value as string)]);
}

/** The cells of each row of the table with this caption. */
export function tableIn(html: string, caption: string): string[][] {
  const tables = [...html.matchAll(/<table[\s\S]*?<\/table>/g)].map(([table]) => table);
  const table = tables.find((each) => {
    const [, said = ''] = /<caption[^>]*>([\s\S]*?)<\/caption>/.exec(each) ?? [];
    return textOf(said) === caption;
  });
  if (!table) throw new Error(`there is no table ${caption}`);
  const body = table.slice(table.indexOf('<tbody'));
  return [...body.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) => textOf(cell as string)),
  );
}
