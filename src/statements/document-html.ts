import { poundsText } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { dayInWords } from './day-in-words.ts';
import type { Cell, ExportDocument, Heading, Section, Table } from './document.ts';

/** What a text may not hold in a page: such characters are shown as ones that cannot be shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be taken out
const UNSHOWABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as a page shows it, inside an element or an attribute: nothing of it is read as markup. */
export function escapeHtml(text: string): string {
  return text
    .replace(UNSHOWABLE, '\ufffd')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

const STYLE = `
body { font: 1.125rem/1.5 Arial, Helvetica, sans-serif; color: #111; background: #fff; margin: 0 auto; max-width: 50rem; padding: 1rem; }
h1, h2 { line-height: 1.2; }
h2 { border-top: 4px solid #12436d; margin-top: 3rem; padding-top: 1rem; }
table { border-collapse: collapse; margin: 1.5rem 0; width: 100%; }
caption { font-weight: bold; padding: 0.5rem 0; text-align: left; }
th, td { border: 1px solid #595959; overflow-wrap: anywhere; padding: 0.5rem; text-align: left; vertical-align: top; }
thead th, th[scope="row"] { background: #f0f0f0; }
th[scope="row"] { width: 35%; }
td { white-space: pre-line; }
td ul { margin: 0; padding-left: 1.25rem; }
.wide { overflow-x: auto; }
a { color: #12436d; }
a:focus, .wide:focus { outline: 3px solid #f46a25; }
@media print { body { max-width: none; } table { break-inside: avoid; } }
`;

/** No script, no font and no picture: nothing is fetched from anywhere when the page is opened. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The whole document as one page that needs nothing else. */
export function toHtml(document: ExportDocument): string {
  const { sections } = document;
  const title = escapeHtml(document.title);
  const links = sections.map(
    ({ key, title: name }) => `<li><a href="#${escapeHtml(key)}">${escapeHtml(name)}</a></li>`,
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>Made on ${dayInWords(document.madeOn)}.</p>
<nav aria-label="Contents"><ol>
${links.join('\n')}
</ol></nav>
</header>
<main>
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml({ key, title, notes, tables }: Section): string {
  const id = escapeHtml(key);
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escapeHtml(title)}</h2>
${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n')}
${tables.map(tableHtml).join('\n')}
</section>`;
}

function tableHtml(table: Table): string {
  const caption = escapeHtml(table.caption);
  if (table.rows.length === 0) return `<p><strong>${caption}:</strong> nothing is held.</p>`;
  return table.layout === 'GRID' ? gridHtml(table, caption) : cardsHtml(table, caption);
}

/** What does not fit is moved sideways, by keyboard too. */
function gridHtml({ headings, rows }: Table, caption: string): string {
  const heads = headings.map(({ label }) => `<th scope="col">${escapeHtml(label)}</th>`);
  const lines = rows.map((row) => {
    const cells = headings.map((heading, at) => {
      const shown = shownCell(heading, row[at] ?? null);
      return at === 0 ? `<th scope="row">${shown}</th>` : `<td>${shown}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table></div>`;
}

/** A table for each row; what is not held is left out, unless its heading has words for that. */
function cardsHtml({ headings, rows }: Table, caption: string): string {
  const cards = rows.map((row, number) => {
    const lines = headings.flatMap((heading, at) => {
      const cell = row[at] ?? null;
      if (cell === null && heading.none === undefined) return [];
      const label = escapeHtml(heading.label);
      return `<tr><th scope="row">${label}</th><td>${shownCell(heading, cell)}</td></tr>`;
    });
    return `<table>
<caption>${caption}: ${number + 1} of ${rows.length}</caption>
<tbody>
${lines.join('\n')}
</tbody>
</table>`;
  });
  return cards.join('\n');
}

function shownCell({ none = 'not known' }: Heading, cell: Cell): string {
  return cell === null ? escapeHtml(none) : cellHtml(cell);
}

function cellHtml(cell: Exclude<Cell, null>): string {
  switch (cell.kind) {
    case 'TEXT':
      return escapeHtml(cell.text);
    case 'DAY':
      return dayInWords(cell.day);
    case 'MOMENT':
      return momentInWords(cell.at);
    case 'MONEY':
      return poundsInWords(poundsText(cell.pence));
    case 'NUMBER':
      return String(cell.value);
    case 'YES_NO':
      return cell.yes ? 'yes' : 'no';
    case 'FILE':
      return `<a download="${escapeHtml(cell.name)}" href="data:${escapeHtml(cell.type)};base64,${escapeHtml(cell.base64)}">${escapeHtml(cell.name)}</a>`;
    case 'CODED':
      return escapeHtml(cell.withCode ? `${cell.words} (${cell.code})` : cell.words);
    case 'LIST':
      return bullets(cell.items.map(shownItem));
    case 'PAIRS':
      return bullets(
        cell.pairs.map(({ label, value }) => `${escapeHtml(label)}: ${shownItem(value)}`),
      );
  }
}

const shownItem = (cell: Cell): string => shownCell({ key: '', label: '' }, cell);

const bullets = (items: readonly string[]): string =>
  items.length === 0 ? 'none' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

const IN_LONDON = new Intl.DateTimeFormat('en-CA', {
  ...{ timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});

/** Day and time where the money is: `15 January 2026 at 14:05`. */
function momentInWords(at: Date): string {
  const parts = new Map(IN_LONDON.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}` as PlainDate;
  return `${dayInWords(day)} at ${parts.get('hour')}:${parts.get('minute')}`;
}

/** `£1,234.50`; below nothing `-£5.00`. */
function poundsInWords(plain: string): string {
  const [sign, size] = plain.startsWith('-') ? ['-', plain.slice(1)] : ['', plain];
  return `${sign}£${size.replace(/\B(?=(\d{3})+\.)/g, ',')}`;
}
