import { readFileSync } from 'node:fs';
import { STREAMS } from '../../seeds/reference/streams.ts';
import { CodeLists } from '../../src/currencies/codes.ts';
import type { Scheme } from '../../src/currencies/scheme.ts';
import type { Adapter, RawRow, ReadingContext, RowVerdict } from '../../src/deliveries/adapter.ts';
import type { SharingBasis } from '../../src/deliveries/delivery.ts';
import type { Organisation, OrganisationKind } from '../../src/streams/stream.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const organisation = (
  code: string,
  kind: OrganisationKind,
  succeededBy: string | null = null,
): Organisation => ({ code, name: code, kind, succeededBy });

const ORGANISATIONS = new Map(
  [
    organisation('E08000019', 'council', 'E08000039'),
    organisation('E08000039', 'council'),
    organisation('E06000001', 'council'),
    organisation('W06000015', 'council'),
    organisation('QF7', 'icb'),
    organisation('RCF', 'trust'),
    organisation('RBS', 'trust'),
    organisation('TAH', 'trust'),
    organisation('DWP', 'government'),
    organisation('HOMELY', 'provider'),
  ].map((each) => [each.code, each]),
);

const scheme = (code: string, form: string, digits: number | null = null): Scheme => ({
  ...{ code, name: code, measure: 'NONE', clinical: true, form, digits },
  ...{ days: { from: '2010-04-01' as PlainDate, until: null }, succeededBy: null, source: 'test' },
});

const currency = (of: string, code: string, unusable: string | null = null) => ({
  ...{ scheme: of, code, name: code, group: null, unusable, review: null, source: 'test' },
  days: { from: '2010-04-01' as PlainDate, until: null },
});

const CLUSTERS = Array.from({ length: 22 }, (_, number) => String(number).padStart(2, '0'));

/** Schemes and codes enough to read the samples by. */
const CODES = new CodeLists(
  [
    scheme('hrg', '[A-Z]{2}\\d{2}[A-Z]'),
    scheme('mental-health-cluster', '\\d{2}', 2),
    scheme('funded-nursing-care', '[a-z]+'),
  ],
  [
    ...['HN22C', 'HT12D', 'HN12F', 'FE32Z', 'DZ11K'].map((code) => currency('hrg', code)),
    ...CLUSTERS.map((code) =>
      currency('mental-health-cluster', code, code === '09' ? 'it is under review' : null),
    ),
    ...['standard', 'higher'].map((code) => currency('funded-nursing-care', code)),
  ],
);

/** A reading as `sender`, received on the day given. */
export function contextFor(
  sender: string,
  receivedOn = '2026-01-15',
  basis: SharingBasis = 'statutory',
): ReadingContext {
  const streams = new Map(STREAMS.map((stream) => [stream.code, stream]));
  return {
    sender: ORGANISATIONS.get(sender) as Organisation,
    lastingCode: ORGANISATIONS.get(sender)?.succeededBy ?? sender,
    basis,
    receivedOn: receivedOn as PlainDate,
    organisation: (code) => ORGANISATIONS.get(code),
    stream: (code) => streams.get(code),
    hasScheme: (code) => CODES.hasScheme(code),
    currency: (of, text) => CODES.currency(of, text),
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Reads the text of whole files as the hub does: every row surveyed, then each judged. */
export async function readText(
  adapter: Adapter,
  context: ReadingContext,
  ...texts: readonly string[]
): Promise<RowVerdict[]> {
  const reading = adapter.open(context);
  const rows: RawRow[] = [];
  for (const text of texts) {
    const before = rows.length;
    for await (const row of reading.layout.read(bytesOf(text))) {
      rows.push({ ...row, row: before + row.row });
    }
  }
  for (const row of rows) reading.survey?.(row);
  reading.surveyed?.();
  return rows.map((row) => reading.translate(row));
}

/** The text of an adapter's own sample file. */
export function sampleOf(adapter: Adapter, name: string): string {
  return readFileSync(
    new URL(`../../adapters/${adapter.code}/sample/${name}`, import.meta.url),
    'utf8',
  );
}

/** The row's awards, payments and claims; fails with the faults where it was rejected. */
export function accepted(verdict: RowVerdict | undefined): Extract<RowVerdict, { accepted: true }> {
  if (!verdict?.accepted) throw new Error(`rejected: ${JSON.stringify(verdict)}`);
  return verdict;
}

/** The codes of a rejected row, as `field code`. */
export function faultsOf(verdict: RowVerdict | undefined): string[] {
  if (!verdict || verdict.accepted) throw new Error('the row was accepted');
  return verdict.faults.map(({ field, code }) => `${field} ${code}`);
}
