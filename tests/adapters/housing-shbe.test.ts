import { describe, expect, it } from 'vitest';
import { housingShbe, housingShbeAdapter } from '../../adapters/housing-shbe/adapter.ts';
import { scanLayout } from '../../adapters/housing-shbe/layout.ts';
import { linesIn } from '../../src/awards/line.ts';
import type { Layout, RawRow, RowVerdict } from '../../src/deliveries/adapter.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { windowsOf } from '../../src/deliveries/windows.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import type { Period } from '../../src/values/period.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';
import { tell } from '../support/told.ts';

const COUNCIL = 'E08000039';
const YEAR = parseFinancialYear('2025-26');

/** Positions by the published list, written out here so that a slip in the adapter shows. */
const PLACE: Readonly<Record<string, number>> = {
  REC_TYPE: 1,
  LCHBREF: 2,
  LCLCTRREF: 3,
  CCNINO: 4,
  CCSURNAME: 6,
  CCFORENAME: 7,
  CDDOB: 8,
  CCPCODE: 11,
  LCHBSTAT: 33,
  LAHBAMT: 43,
  LAHBAMTBC: 50,
  PCNINO: 126,
  CDENDHB: 202,
};

const CLAIM: Readonly<Record<string, string>> = {
  REC_TYPE: 'D',
  LCHBREF: 'HB1',
  LCLCTRREF: 'CT1',
  CCNINO: 'AB123456C',
  CCSURNAME: 'Gill "Bob"',
  CCFORENAME: 'Robert',
  CDDOB: '05-04-1960',
  CCPCODE: 's1 2hh',
  LCHBSTAT: '1',
  LAHBAMT: '12550',
  LAHBAMTBC: '99999',
  PCNINO: 'CS100700A',
};

function record(fields: Readonly<Record<string, string>>, positions = 341): string {
  const cells = Array.from({ length: positions }, () => '');
  for (const [name, value] of Object.entries(fields)) cells[(PLACE[name] ?? 0) - 1] = value;
  return cells.join('|');
}

const claim = (fields: Readonly<Record<string, string>> = {}) => record({ ...CLAIM, ...fields });

function scan(records: readonly string[], date = '14-04-2025', council = COUNCIL): string {
  return [`H|${council}|${date}`, ...records, `T|${records.length}`, ''].join('\n');
}

const read = (text: string, sender = COUNCIL) => readText(housingShbe, contextFor(sender), text);

async function judged(fields: Readonly<Record<string, string>>): Promise<RowVerdict | undefined> {
  return (await read(scan([claim(fields)])))[0];
}

async function awardOf(fields: Readonly<Record<string, string>> = {}) {
  const [award] = accepted(await judged(fields)).awards;
  if (!award) throw new Error('the record carries no money');
  return award;
}

async function rowsOf(layout: Layout, bytes: AsyncIterable<Uint8Array>): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of layout.read(bytes)) rows.push(row);
  return rows;
}

const refusal = (text: string, sender = COUNCIL) =>
  expect(read(text, sender)).rejects.toThrow(FileRefused);

describe('a scan is refused whole', () => {
  const one = [claim()];

  it('when it is empty, or holds nothing but line ends', async () => {
    await refusal('');
    await refusal('\r\n\r\n');
  });

  it('when it does not begin with a header record of three positions', async () => {
    await refusal(`${claim()}\nT|1\n`);
    await refusal(`H|${COUNCIL}\n${claim()}\nT|1\n`);
    await refusal(`H|${COUNCIL}|14-04-2025|x\n${claim()}\nT|1\n`);
  });

  it('when the header is of another council, and not when of one the sender succeeded', async () => {
    await refusal(scan(one, '14-04-2025', 'E06000001'));
    await refusal(scan(one, '14-04-2025', ''));
    await refusal(scan(one, '14-04-2025', 'E08000039'), 'E08000019');
    expect(await read(scan(one, '14-04-2025', 'E08000019'))).toHaveLength(1);
  });

  it('when the reference date is none', async () => {
    for (const date of ['', '2025-04-14', '31-02-2025', '45761', '14 April 2025']) {
      await refusal(scan(one, date));
    }
  });

  it('when a record is of a type that the format does not know, or a second header', async () => {
    await refusal(scan([claim({ REC_TYPE: 'X' })]));
    await refusal(scan([claim({ REC_TYPE: 'd' })]));
    await refusal(scan([claim(), `H|${COUNCIL}|14-04-2025`]));
  });

  it('when a D or S record has not the number of positions of the feed', async () => {
    await refusal(scan([record(CLAIM, 340)]));
    await refusal(scan([claim(), record({ REC_TYPE: 'S' }, 342)]));
    await refusal(scan([claim(), claim().slice(0, 60)]));
  });

  it('when the trailer is missing, miscounts, is no number, or is not the last', async () => {
    await refusal(`H|${COUNCIL}|14-04-2025\n${claim()}\n`);
    await refusal(`H|${COUNCIL}|14-04-2025\n${claim()}\nT|2\n`);
    await refusal(`H|${COUNCIL}|14-04-2025\n${claim()}\nT|\n`);
    await refusal(`H|${COUNCIL}|14-04-2025\n${claim()}\nT|1|\n`);
    await refusal(`${scan(one)}${claim()}\n`);
    await refusal(`${scan(one)}T|1\n`);
  });

  it('when it has a header and a trailer and nothing between', async () => {
    await refusal(scan([]));
  });

  it('when it is not UTF-8, or has no line ends for a megabyte', async () => {
    const layout = scanLayout({ positions: 341, isSender: () => true });
    async function* latin() {
      yield Buffer.from(scan([claim({ CCSURNAME: 'GARCÍA' })]), 'latin1');
    }
    await expect(rowsOf(layout, latin())).rejects.toThrow(FileRefused);
    const reading = read(`H|${COUNCIL}|14-04-2025|${'x'.repeat(1_100_000)}`);
    await expect(reading).rejects.toThrow(/^a record is longer than any of this format$/);
  });

  it('without repeating a value of it', async () => {
    const reading = read(scan([claim({ REC_TYPE: 'Smith' })]));
    await expect(reading).rejects.toThrow(/^record 1 is of a type that the format does not know$/);
  });
});

describe('the layout', () => {
  it('numbers D and S records from 1 and reads CRLF and LF, whatever the pieces', async () => {
    const text = scan([claim(), record({ REC_TYPE: 'S' }), claim({ CCSURNAME: 'GARCÍA' })]);
    async function* byByte(of: string) {
      for (const byte of Buffer.from(of)) yield Uint8Array.of(byte);
    }
    const layout = scanLayout({ positions: 341, isSender: (code) => code === COUNCIL });
    for (const sent of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, text.trimEnd()]) {
      const rows = await rowsOf(layout, byByte(sent));
      expect(rows.map(({ row }) => row)).toEqual([1, 2, 3]);
      expect(rows.map(({ fields }) => fields.REC_TYPE)).toEqual(['D', 'S', 'D']);
      expect(rows[0]?.fields).toMatchObject({
        'Reference Date': '2025-04-14',
        CCSURNAME: 'Gill "Bob"',
        CDENDHB: '',
      });
      expect(rows[2]?.fields.CCSURNAME).toBe('GARCÍA');
    }
  });

  it('reads no faster than its reader and closes the file when the reader stops', async () => {
    const piece = Buffer.from(`${claim()}\n`.repeat(50));
    let pieces = 0;
    let closed = false;
    async function* endless() {
      try {
        yield Buffer.from(`H|${COUNCIL}|14-04-2025\n`);
        for (;;) {
          pieces += 1;
          yield piece;
          await new Promise((go) => setImmediate(go));
        }
      } finally {
        closed = true;
      }
    }
    const layout = scanLayout({ positions: 341, isSender: () => true });
    for await (const { row } of layout.read(endless())) {
      if (row === 1) await new Promise((go) => setTimeout(go, 100));
      if (row === 20) break;
    }
    await new Promise((go) => setTimeout(go, 20));
    expect(closed).toBe(true);
    expect(pieces).toBeLessThan(50);
  });

  it('has as many positions as the feed is set to, and never fewer than are read', async () => {
    const longer = housingShbeAdapter({ positions: 350 });
    const text = scan([record(CLAIM, 350)]);
    expect(await readText(longer, contextFor(COUNCIL), text)).toHaveLength(1);
    await refusal(text);
    expect(() => housingShbeAdapter({ positions: 201 })).toThrow(RangeError);
    expect(() => housingShbeAdapter({ positions: 341.5 })).toThrow(RangeError);
  });
});

describe('a claim in payment', () => {
  it('is a weekly benefit from the reference date, in force until the next scan', async () => {
    expect(await awardOf()).toMatchObject({
      stream: 'housing-benefit',
      funder: COUNCIL,
      basis: 'RECURRING',
      mode: 'COMMISSIONED',
      legalBasis: 'Housing Benefit Regulations 2006',
      days: { from: '2025-04-14', until: null },
      amount: { n: 251n, d: 2n }, // 12550 pence = £125.50
      per: 'WEEK',
      reference: null,
      serviceRank: 0,
      reportsPayments: false,
      contribution: { kind: 'NONE', reason: 'a benefit; nothing is charged' },
    });
    expect(accepted(await judged({})).submission).toEqual({
      scope: 'housing-shbe E08000039',
      periodFrom: '2025-04-14',
      periodUntil: null,
      createdBySender: null,
      asOf: '2025-04-14',
    });
  });

  it('comes to a seventh per day', async () => {
    const [line] = linesIn(YEAR, [tell(await awardOf())]);
    // 14 April to 31 March: 365 − 13 = 352 days; 125.50 × 352 ÷ 7 = 44,176 ÷ 7 = 6,310.857… → £6,310.86
    expect(line).toMatchObject({ kind: 'PRICED', amount: 631_086n, weekly: 12_550n });
    expect(line).toMatchObject({ contribution: 0n, paid: null });
  });

  it('is one line over the scans that tell it, and rounds once', async () => {
    const scans = [
      { id: 'april', date: '14-04-2025', pence: '12551' },
      { id: 'may', date: '13-05-2025', pence: '13000' },
    ];
    const told = await Promise.all(
      scans.map(async ({ id, date, pence }, index) => {
        const { submission, awards } = accepted(
          (await read(scan([claim({ LAHBAMT: pence })], date)))[0],
        );
        return { id, draft: awards[0], ...submission, arrival: BigInt(index) };
      }),
    );
    const windows = windowsOf(housingShbe.replacement, told);
    const awards = told.flatMap(({ id, draft }) =>
      draft ? [tell(draft, { windows: windows.get(id) as Period[], submissionId: id })] : [],
    );
    const lines = linesIn(YEAR, awards);
    // 14 April to 12 May: 29 days; 13 May to 31 March: 352 − 29 = 323 days.
    // (125.51 × 29 + 130.00 × 323) ÷ 7 = (3,639.79 + 41,990.00) ÷ 7 = 45,629.79 ÷ 7 = 6,518.541… → £6,518.54
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ amount: 651_854n, days: { from: '2025-04-14' } });
  });

  it('ends with the day of CDENDHB where that is after the reference date', async () => {
    const award = await awardOf({ CDENDHB: '20-04-2025' });
    expect(award.days).toEqual({ from: '2025-04-14', until: '2025-04-21' });
    // 14 to 20 April: 7 days, one week: £125.50
    expect(linesIn(YEAR, [tell(award)])[0]).toMatchObject({ amount: 12_550n });
    const shortest = await awardOf({ CDENDHB: '15-04-2025' });
    expect(shortest.days.until).toBe('2025-04-16');
  });

  it('has ended where CDENDHB is on or before the reference date, and that is noted', async () => {
    for (const CDENDHB of ['14-04-2025', '13-04-2025', '01-01-2019']) {
      const verdict = accepted(await judged({ CDENDHB }));
      expect(verdict.awards).toEqual([]);
      expect(verdict.notes).toEqual([{ field: 'CDENDHB', code: 'ENDED' }]);
      expect(verdict.identity).not.toBeNull();
    }
  });

  it('says of its amount that it is inferred to be weekly, and names nobody', async () => {
    const { rawFigures, description } = await awardOf({ LCHBSTAT: '2' });
    expect(rawFigures).toBe(
      'LAHBAMT 12550 pence; LCHBSTAT 2; CDENDHB blank; ' +
        'LAHBAMT is read as the weekly award, which is inferred from its name',
    );
    expect(description).toBe('Housing Benefit');
  });

  it('is known by its reference, else by the council-tax reference, never in clear', async () => {
    const [first, raised, other, byTax] = await Promise.all(
      [
        {},
        { LAHBAMT: '14000', LCLCTRREF: 'CT9' },
        { LCHBREF: 'HB2' },
        { LCHBREF: '', LCLCTRREF: 'HB1' },
      ].map(async (fields) => (await awardOf(fields)).service),
    );
    expect(raised).toBe(first);
    expect(other).not.toBe(first);
    expect(byTax).not.toBe(first);
    expect(first).not.toContain('HB1');
  });

  it('is the claimant’s, who is known by NINO; the partner is nobody here', async () => {
    expect(accepted(await judged({})).identity).toEqual({
      source: COUNCIL,
      namespace: 'housing-shbe',
      localId: null,
      nhsNumber: null,
      nino: 'AB123456C',
      surname: 'Gill "Bob"',
      givenNames: 'Robert',
      birthDate: '1960-04-05',
      deathDate: null,
      postcode: 'S1 2HH',
    });
  });
});

describe('a record that carries no money', () => {
  it('is one of another household member, whatever stands in it', async () => {
    const member = { ...CLAIM, REC_TYPE: 'S', CCNINO: 'x', LAHBAMT: 'x' };
    const verdict = accepted((await read(scan([record(member)])))[0]);
    expect(verdict).toMatchObject({ identity: null, awards: [], notes: [] });
    expect(verdict.submission.asOf).toBe('2025-04-14');
  });

  it('is a claim with another status or with nothing in payment', async () => {
    const cases = [{ LCHBSTAT: '0' }, { LCHBSTAT: '3' }, { LCHBSTAT: '12' }, { LCHBSTAT: '' }];
    for (const fields of [...cases, { LAHBAMT: '0' }, { LAHBAMT: '0000' }]) {
      const verdict = accepted(await judged(fields));
      expect(verdict.awards).toEqual([]);
      expect(verdict.notes).toEqual([]);
      expect(verdict.identity?.nino).toBe('AB123456C');
    }
  });

  it('is noted where a claim in payment gives no amount', async () => {
    const verdict = accepted(await judged({ LAHBAMT: '' }));
    expect(verdict.awards).toEqual([]);
    expect(verdict.notes).toEqual([{ field: 'LAHBAMT', code: 'BLANK' }]);
  });

  it('needs neither NINO nor reference, and without a NINO tells of nobody', async () => {
    const blank = { LCHBSTAT: '3', CCNINO: '', LCHBREF: '', LCLCTRREF: '' };
    expect(accepted(await judged(blank)).identity).toBeNull();
  });
});

describe('a D record is rejected', () => {
  const cases: [Record<string, string>, string][] = [
    [{ CCNINO: '' }, 'CCNINO BLANK'],
    [{ CCNINO: 'BG123456C' }, 'CCNINO BAD_NINO'],
    [{ CCNINO: 'ab123456c' }, 'CCNINO BAD_NINO'],
    [{ CCNINO: 'AB123456C', LCHBREF: '', LCLCTRREF: '' }, 'LCHBREF BLANK'],
    [{ LAHBAMT: '12.5' }, 'LAHBAMT BAD_MONEY'],
    [{ LAHBAMT: '125.50' }, 'LAHBAMT BAD_MONEY'],
    [{ LAHBAMT: '13.001' }, 'LAHBAMT BAD_MONEY'],
    [{ LAHBAMT: '-12550' }, 'LAHBAMT BAD_MONEY'],
    [{ LAHBAMT: '12,550' }, 'LAHBAMT BAD_MONEY'],
    [{ LAHBAMT: '1.255E+04' }, 'LAHBAMT SPREADSHEET_NUMBER'],
    [{ LCHBSTAT: 'live' }, 'LCHBSTAT UNKNOWN_CODE'],
    [{ LCHBSTAT: '1.0' }, 'LCHBSTAT UNKNOWN_CODE'],
    [{ CDDOB: '31-02-1960' }, 'CDDOB BAD_DATE'],
    [{ CDDOB: '1960-04-05' }, 'CDDOB BAD_DATE'],
    [{ CDDOB: '22011' }, 'CDDOB SPREADSHEET_DATE'],
    [{ CDENDHB: '31-04-2025' }, 'CDENDHB BAD_DATE'],
    [{ CDENDHB: '45777' }, 'CDENDHB SPREADSHEET_DATE'],
    [{ CCPCODE: 'SHEFFIELD' }, 'CCPCODE BAD_POSTCODE'],
    [{ CCSURNAME: 'a\0b' }, 'CCSURNAME BAD_TEXT'],
    [{ LCHBSTAT: '3', CCNINO: 'none' }, 'CCNINO BAD_NINO'],
  ];
  it.each(cases)('%j: %s', async (fields, fault) => {
    expect(faultsOf(await judged(fields))).toEqual([fault]);
  });

  it('with every fault found and no value repeated', async () => {
    const verdict = await judged({ CCNINO: 'QQ123456C', LAHBAMT: '12.5', CDDOB: '31-02-1960' });
    expect(faultsOf(verdict)).toEqual(['CCNINO BAD_NINO', 'CDDOB BAD_DATE', 'LAHBAMT BAD_MONEY']);
    expect(JSON.stringify(verdict)).not.toMatch(/QQ123456C|12\.5"|31-02-1960/);
  });
});

describe('the sample', () => {
  it('loads but for the claim without a NINO', async () => {
    const verdicts = await read(sampleOf(housingShbe, 'scan-2025-09.txt'));
    const taken = verdicts.filter((verdict) => verdict.accepted);
    const rejected = verdicts.filter((verdict) => !verdict.accepted);
    expect(taken.length + rejected.length).toBe(12);
    expect(rejected.map(faultsOf)).toEqual([['CCNINO BLANK']]);
    const awards = taken.flatMap((verdict) => verdict.awards);
    const weekly = linesIn(
      YEAR,
      awards.map((draft) => tell(draft)),
    ).map((line) => (line.kind === 'PRICED' ? line.weekly : null));
    expect(weekly).toEqual([9842n, 12_550n, 15_318n, 7105n, 21_875n, 6620n]);
  });
});
