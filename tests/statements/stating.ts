import type { Viewer } from '../../src/access/viewer.ts';
import { type Answer, holder, type TestHub } from '../support/hub.ts';

const MONEY = '{ pence pounds }';
const STREAM = '{ code name sector nature }';
const FUNDER = '{ code name }';
const SCHEDULE = `{ id account stream ${STREAM} funder ${FUNDER} awardReference every terms timing
  ratePounds per weeklyContribution ${MONEY} firstDay lastDay firstPaymentOn reason endReason
  recordedAt }`;

/** Everything that a statement tells. */
export const WHOLE = `number version leftOut broughtForward ${MONEY} moneyIn ${MONEY}
  moneyInBySource { source ${STREAM} funder ${FUNDER} amount ${MONEY} } moneyOut ${MONEY}
  moneyOutByPurpose { purpose { code name } payee amount ${MONEY} } movedWithin ${MONEY}
  carriedForward ${MONEY}
  movements { date description in ${MONEY} out ${MONEY} balance ${MONEY} source ${STREAM} payee }
  setAside ${MONEY} promised ${MONEY}
  holds { placedOn dueOn payee purpose { code name } invoice amount ${MONEY} } inQuestion ${MONEY}
  recharges { date source ${STREAM} funder ${FUNDER} amount ${MONEY} firstDay lastDay reason words }
  bought { date description amount ${MONEY} source ${STREAM} payee }
  nextPayments { schedule ${SCHEDULE} dueOn stream ${STREAM} funder ${FUNDER} firstDay lastDay
    gross ${MONEY} contribution ${MONEY} offset ${MONEY} amount ${MONEY} status received ${MONEY}
    metBy { movement date amount ${MONEY} } }
  stillToCome ${MONEY}
  arrears { stream ${STREAM} expected ${MONEY} received ${MONEY} arrears ${MONEY} }
  reviewsDue { stream ${STREAM} kind dueOn lastHeld rule }
  changes { kind date recordedOn amount ${MONEY} words source ${STREAM} funder ${FUNDER} reason
    before { amount ${MONEY} every } after { amount ${MONEY} every } takenOff ${MONEY}
    recharged ${MONEY} review dueBefore dueAfter because }`;

export interface AskedStatement {
  readonly from: string;
  readonly to: string;
  readonly version?: number | null;
  readonly since?: number | null;
  readonly viewer?: Partial<Viewer> & { role: Viewer['role'] };
  /** The fields; everything where none are named. */
  readonly fields?: string;
}

export async function statementOf(
  hub: TestHub,
  nhsNumber: string,
  { from, to, version = null, since = null, viewer, fields = WHOLE }: AskedStatement,
): Promise<Answer['data']> {
  const query = `query ($nhsNumber: NhsNumber!, $from: PlainDate!, $to: PlainDate!, $version: Int,
    $since: Int) { person(by: { nhsNumber: $nhsNumber }) {
      statement(from: $from, to: $to, version: $version, since: $since) { ${fields} } } }`;
  const asked = { nhsNumber, from, to, version, since };
  const { data, errors } = await hub.ask(viewer ?? holder(nhsNumber), query, asked);
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.person?.statement ?? null;
}

/** The days and the version that a number says. */
export function numberOf(number: string): { from: string; to: string; version: number } {
  const [from, to, version] = number.split('/');
  return { from: from as string, to: to as string, version: Number(version) };
}
