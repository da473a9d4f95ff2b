import type { SchemeBooks, TariffContext } from '../../src/deliveries/judge-tariff.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

/** The columns of a file of tariffs, as the layout names them. */
export const COLUMNS = [
  'Scheme',
  'Code',
  'Kind',
  'Provider',
  'First Day',
  'Last Day',
  'Known From',
  'Pounds',
  'Percent',
  'Trim Point',
  'Long Stay Pounds per Day',
  'Points',
  'Illustrative',
  'Source',
  'Factor',
] as const;

export type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/** Next year's standard rate of funded nursing care; give what differs. */
export const RATE: Row = {
  Scheme: 'funded-nursing-care',
  Code: 'standard',
  Kind: 'WEEK',
  'First Day': '2027-04-01',
  'Last Day': '2028-03-31',
  Pounds: '280.00',
  Source: 'test',
};

/** Next year's price of an elective hip operation. */
export const HIP: Row = {
  Scheme: 'hrg',
  Code: 'HN12F',
  Kind: 'ELECTIVE',
  'First Day': '2027-04-01',
  'Last Day': '2028-03-31',
  Pounds: '7300',
  'Trim Point': '6',
  'Long Stay Pounds per Day': '250.50',
  Source: 'test',
};

export const FACTOR: Row = {
  Kind: 'MARKET_FORCES',
  Provider: 'RCF',
  'First Day': '2027-04-01',
  'Last Day': '2028-03-31',
  Factor: '1.013',
  Source: 'test',
};

/** The row's fields as the file's reader gives them: every column, blank where nothing is said. */
export function fieldsOf(row: Row): Record<string, string> {
  return Object.fromEntries(COLUMNS.map((column) => [column, row[column] ?? '']));
}

/** The text of a file of such rows. */
export function tariffFile(...rows: readonly Row[]): string {
  const line = (row: Row) => COLUMNS.map((column) => `"${row[column] ?? ''}"`).join(',');
  return `${COLUMNS.join(',')}\n${rows.map(line).join('\n')}\n`;
}

const day = (text: string) => text as PlainDate;
const always = { from: day('2013-04-01'), until: null };

function books(
  { code, ...more }: { code: string; form: string; measure: 'SPELL' | 'WEEK' | 'CLUSTER_DAY' },
  codes: readonly { code: string; unusable?: string; until?: string }[],
): SchemeBooks {
  const until = code === 'mental-health-cluster' ? day('2024-04-01') : null;
  const scheme = {
    ...more,
    code,
    name: code,
    clinical: false,
    digits: more.measure === 'CLUSTER_DAY' ? 2 : null,
    days: { from: always.from, until },
    succeededBy: null,
    source: 'test',
  };
  const none = {
    scheme: code,
    kind: 'NON_ELECTIVE' as const,
    days: { from: day('2023-04-01'), until: null },
    reason: 'in the fixed payment',
    source: 'test',
  };
  const of = (wanted: string) => {
    const found = codes.find((each) => each.code === wanted);
    const currency = found && {
      scheme: code,
      code: wanted,
      name: wanted,
      group: null,
      days: { ...scheme.days, until: day(found.until ?? '') || until },
      unusable: found.unusable ?? null,
      review: null,
      source: 'test',
    };
    return { scheme, currency, tariffs: [], factors: [], unpricedKinds: [none] };
  };
  return { scheme, of };
}

const BOOKS = [
  books({ code: 'hrg', form: '[A-Z]{2}\\d{2}[A-Z]', measure: 'SPELL' }, [
    { code: 'HN12F' },
    { code: 'HN99Z', until: '2027-10-01' },
  ]),
  books({ code: 'funded-nursing-care', form: 'standard|higher', measure: 'WEEK' }, [
    { code: 'standard' },
    { code: 'higher' },
  ]),
  books({ code: 'mental-health-cluster', form: '\\d{2}', measure: 'CLUSTER_DAY' }, [
    { code: '01' },
    { code: '09', unusable: 'under review' },
  ]),
];

/** Three schemes and one trust, on 1 March 2027. */
export function contextFor(more: Partial<TariffContext> = {}): TariffContext {
  return {
    books: (scheme) => BOOKS.find((each) => each.scheme.code === scheme),
    isOrganisation: (code) => code === 'RCF',
    today: day('2027-03-01'),
    history: false,
    ...more,
  };
}
