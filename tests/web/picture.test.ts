import { describe, expect, it } from 'vitest';
import { pence } from '../../src/values/money.ts';
import { draw } from '../../src/web/draw.ts';
import type { Drawing, Figure, Row } from '../../src/web/figure.ts';
import { writtenIn } from '../../src/web/figures.ts';
import { sayIn } from '../../src/web/messages.ts';
import { altOf, PALETTE, pictureOf } from '../../src/web/picture.ts';
import { shippedCode } from '../gates/sources.ts';

const say = sayIn({ language: 'en', format: 'full' });
const written = writtenIn('en');
const FEW = { notShown: 'not shown: few people' };
const FIGURE: Pick<Figure, 'title' | 'columns'> = {
  title: 'Spent by month',
  columns: [
    { name: 'Month', kind: 'TEXT' },
    { name: 'Spent', kind: 'MONEY' },
    { name: 'Plan', kind: 'MONEY' },
  ],
};
const MONTHS: Drawing = { of: 'MONTHS', columns: [1, 2] };
const PARTS: Drawing = { of: 'PARTS', columns: [1, 2] };
const ROWS: readonly Row[] = [
  ['June', pence(100_00), pence(80_00)],
  ['April', FEW, pence(80_00)],
  ['May', pence(0), FEW],
];

const pictured = (drawing: Drawing, rows = ROWS) => draw(pictureOf(FIGURE, drawing, rows, say));
/** Colours of the bars, one after the other as they are drawn. */
const barsIn = (svg: string): string[] =>
  [...svg.matchAll(/aria-roledescription="bar"[^>]*fill="(#[0-9a-fA-F]{6})"/g)].map(
    ([, colour]) => colour as string,
  );

describe('a picture', () => {
  it.each([MONTHS, PARTS])(
    'has a bar for each figure that is shown, and words for the others: %j',
    async (drawing) => {
      const svg = await pictured(drawing);
      expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      // June both, April the plan, May what was spent: nothing, which is a figure.
      expect(barsIn(svg)).toEqual([PALETTE[0], PALETTE[1], PALETTE[1], PALETTE[0]]);
      expect(svg.match(/>not shown: few people</g)).toHaveLength(2);
    },
  );

  it('keeps the order of its rows', async () => {
    const svg = await pictured(MONTHS);
    const [june, april, may] = ['June', 'April', 'May'].map((name) => svg.indexOf(`>${name}<`));
    expect(june).toBeGreaterThan(0);
    expect([june, april, may]).toEqual([june, april, may].toSorted((a, b) => (a ?? 0) - (b ?? 0)));
  });

  it('is the same of the same, to the letter', async () => {
    const [one, other] = [await pictured(PARTS), await pictured(PARTS)];
    expect(other).toBe(one);
    expect(await pictured(PARTS, ROWS.slice(1))).not.toBe(one);
  });

  it('holds no script, no link to anything and nothing that a name brings', async () => {
    const name = `<script>alert(1)</script>"]; fetch('https://example.org')`;
    const rows: Row[] = [
      [name, pence(1), { notShown: name }],
      [name, pence(2), pence(3)],
    ];
    const svg = await pictured(PARTS, rows);
    expect(svg).not.toMatch(/<script|href=|<image|<foreignObject|\son\w+=/i);
    expect(svg).toContain('&lt;script&gt;');
    // Two rows of one name stand apart.
    expect(barsIn(svg)).toHaveLength(3);
    expect(svg).toContain('(2)');
  });

  it('is drawn where nothing is shown at all', async () => {
    const svg = await pictured(MONTHS, [['April', FEW, FEW]]);
    expect(barsIn(svg)).toEqual([]);
    expect(svg).toContain('not shown: few people');
  });

  it('loads nothing', async () => {
    const spec = pictureOf(FIGURE, MONTHS, ROWS, say);
    const layer = [{ mark: 'bar', data: { url: 'http://127.0.0.1:9/a.json' }, encoding: {} }];
    const svg = await draw({ ...spec, layer } as typeof spec).catch(
      (error: Error) => error.message,
    );
    expect(svg).not.toMatch(/aria-roledescription="bar"/);
  });
});

it('what draws is read into memory by the first picture, and by nothing before', () => {
  const loads = shippedCode().filter(({ text }) =>
    /^import (?!type\b)[^;]*'vega(?:-lite)?'/m.test(text),
  );
  expect(loads.map(({ path }) => path)).toEqual([]);
  const asks = shippedCode().filter(({ text }) => /\bimport\('vega/.test(text));
  expect(asks.map(({ path }) => path)).toEqual(['src/web/draw.ts']);
});

describe('what is read out for a picture', () => {
  it('is each of a few figures, and how many are not shown', () => {
    expect(altOf(FIGURE, MONTHS, ROWS, say, written)).toBe(
      'Bars of “Spent by month”: June, Spent £100.00; May, Spent £0.00; June, Plan £80.00; April, Plan £80.00; 2 figures are not shown.',
    );
  });

  it('is the least and the greatest of many', () => {
    const many = Array.from({ length: 12 }, (_, at): Row => [`${at}`, pence(at * 100), FEW]);
    expect(altOf(FIGURE, MONTHS, many, say, written)).toBe(
      'Bars of “Spent by month”: Spent from £0.00 (0) to £11.00 (11); 12 figures are not shown.',
    );
  });

  it('says where no figure is shown', () => {
    const alt = altOf(FIGURE, { of: 'MONTHS', columns: [1] }, [['April', FEW, FEW]], say, written);
    expect(alt).toBe('Bars of “Spent by month”: no figure is shown; 1 figure is not shown.');
  });
});
