import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cell,
  coded,
  count,
  day,
  type ExportDocument,
  listOf,
  moment,
  money,
  pairsOf,
  tableOf,
  text,
  yesNo,
} from '../../src/statements/document.ts';
import { escapeHtml, toHtml } from '../../src/statements/document-html.ts';
import { toJson } from '../../src/statements/document-json.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { allOf, faultsOf, readPage, readText, textOf } from './page.ts';

const MADE_ON = '2026-01-15' as PlainDate;

/** A document that says this wherever a text can stand, with these values in both its tables. */
function documentOf(said: string, cells: readonly Cell[]): ExportDocument {
  const columns = cells.map((cell, at) => ({ key: `k${at}`, label: said, of: () => cell }));
  const tables = (['GRID', 'CARDS'] as const).map((layout) =>
    tableOf({ key: layout, caption: `t ${said}`, layout }, columns, [1, 2]),
  );
  const section = { key: 'only', title: said, notes: [said], tables };
  return { title: `t ${said}`, madeOn: MADE_ON, sections: [section] };
}

const anyText = () => fc.string({ unit: 'binary' });
/** Texts that could end what they stand in. */
const markup = () =>
  fc
    .array(fc.constantFrom('<', '>', '"', "'", '&', '</td>', '<script>', '&lt;', '-->', 'a', ' '))
    .map((parts) => parts.join(''));

describe('a text in a page', () => {
  it('is read back as it was, and never as markup', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), markup()), (said) => {
        const escaped = escapeHtml(said);
        expect(escaped).not.toMatch(/[<>"']/);
        const shown = readText(escaped);
        expect(shown).toHaveLength(said.length);
        for (let at = 0; at < said.length; at += 1) {
          expect(['\ufffd', said[at]]).toContain(shown[at]);
        }
      }),
    );
  });

  it('that anybody can read is shown as it is', () => {
    const said = 'Zoë O’Brien & Söhne <flat 3>\n"Tŷ Gwyn" 🙂';
    expect(readText(escapeHtml(said))).toBe(said);
    expect(escapeHtml('a\u0000b\u001b[31m\ud83d')).toBe('a\ufffdb\ufffd[31m\ufffd');
  });

  it('leaves the page as it is built, wherever it stands', () => {
    const built = (said: string) => {
      const cells = [text(said), coded(said, said, true), listOf([text(said)])];
      const pairs = pairsOf([{ label: said, value: text(said) }]);
      const page = readPage(toHtml(documentOf(said, [...cells, pairs])));
      expect(faultsOf(page)).toEqual([]);
      return allOf(page).map(({ tag }) => tag);
    };
    const plain = built('x');
    expect(plain.filter((tag) => tag === 'table')).toHaveLength(3);
    fc.assert(
      fc.property(fc.oneof(anyText(), markup()), (said) => {
        expect(built(said)).toEqual(plain);
      }),
    );
  });
});

const CELLS: readonly [Cell, shown: string, json: unknown][] = [
  [text('as sent'), 'as sent', 'as sent'],
  [day('2026-03-09' as PlainDate), '9 March 2026', '2026-03-09'],
  // Summer time and not: the clock in London.
  [moment(new Date('2026-07-01T23:05:00Z')), '2 July 2026 at 00:05', '2026-07-01T23:05:00.000Z'],
  [moment(new Date('2026-01-01T13:05:00Z')), '1 January 2026 at 13:05', '2026-01-01T13:05:00.000Z'],
  [money(pence(0)), '£0.00', 0],
  [money(pence(521_429)), '£5,214.29', 521_429],
  [money(pence(-123_456_789_00)), '-£123,456,789.00', -12_345_678_900],
  [money(pence(99_999)), '£999.99', 99_999],
  [count(-7.25), '-7.25', -7.25],
  [yesNo(true), 'yes', true],
  [coded('WF01B', 'a visit'), 'a visit', { code: 'WF01B', words: 'a visit' }],
  [coded('WF01B', 'a visit', true), 'a visit (WF01B)', { code: 'WF01B', words: 'a visit' }],
  [listOf([]), 'none', []],
  [listOf([count(1), null]), '1not known', [1, null]],
  [pairsOf([{ label: 'In all', value: count(3) }]), 'In all: 3', [{ label: 'In all', value: 3 }]],
  [null, 'not known', null],
];

const shownAs = CELLS.map(([cell, shown, json]) => ({
  kind: cell?.kind ?? 'nothing',
  cell,
  shown,
  json,
}));

it.each(shownAs)('$kind reads "$shown", and is exact for a machine', ({ cell, shown, json }) => {
  const document = documentOf('x', [text('first'), cell]);
  const page = readPage(toHtml(document));
  expect(textOf(allOf(page, 'td')[0] ?? fail())).toBe(shown);
  const [row] = JSON.parse(toJson(document)).sections.only.tables.GRID;
  expect(row).toEqual({ k0: 'first', k1: json });
});

const fail = () => {
  throw new Error('no cell');
};

it('what is not held is left out of a card, unless there are words for it', () => {
  const cards = { key: 'cards', caption: 'Card', layout: 'CARDS' } as const;
  const columns = [
    { key: 'a', label: 'A', of: () => null },
    { key: 'b', label: 'B', none: 'no end', of: () => null },
    { key: 'c', label: 'C', of: (item: string) => text(item) },
  ];
  const page = (items: string[]) => {
    const tables = [tableOf(cards, columns, items)];
    const section = { key: 's', title: 'S', notes: [], tables };
    return readPage(toHtml({ title: 'T', madeOn: MADE_ON, sections: [section] }));
  };
  const [table, second] = allOf(page(['one', 'two']), 'table');
  expect(
    textOf(table ?? fail())
      .trim()
      .split('\n'),
  ).toEqual(['Card: 1 of 2', '', 'Bno end', 'Cone']);
  expect(textOf(second ?? fail())).toContain('Card: 2 of 2');
  expect(allOf(page([]), 'table')).toEqual([]);
  expect(textOf(page([]))).toContain('Card: nothing is held.');
});
