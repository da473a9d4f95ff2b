import { readFileSync } from 'node:fs';
import { STREAMS } from '../../seeds/reference/streams.ts';
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
    organisation('DWP', 'government'),
    organisation('HOMELY', 'provider'),
  ].map((each) => [each.code, each]),
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
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Reads a whole file's text as the hub does: every row surveyed, then each judged. */
export async function readText(
  adapter: Adapter,
  context: ReadingContext,
  text: string,
): Promise<RowVerdict[]> {
  const reading = adapter.open(context);
  const rows: RawRow[] = [];
  for await (const row of reading.layout.read(bytesOf(text))) rows.push(row);
  for (const row of rows) reading.survey?.(row);
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
