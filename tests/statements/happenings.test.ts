import { describe, expect, it } from 'vitest';
import type { Sharing } from '../../src/access/sharing.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import {
  type Happened,
  type Happening,
  knownThen,
  momentsOf,
} from '../../src/statements/happenings.ts';
import { BEFORE_ALL, type Moment } from '../../src/values/moment.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const COUNCIL = 'E08000039';
const BOARD = 'QF7';
const CARE = { code: 'adult-social-care', sector: 'SOCIAL_CARE' } as const;
const HEALTH = { code: 'personal-health-budget', sector: 'HEALTH' } as const;
/** That hour of a day. */
const at = (hour: number) => `2026-01-15T${String(hour).padStart(2, '0')}:00:00.000000Z` as Moment;

const happening = (kind: Happening['kind'], hour: number, more: Partial<Happening> = {}) => ({
  ...{ kind, stream: CARE, by: COUNCIL, funder: COUNCIL, account: 'one', at: at(hour), ...more },
});
const ofBoard = { stream: HEALTH, by: BOARD, funder: BOARD };
const happened = (others: readonly Happening[], more: Partial<Happened> = {}): Happened => ({
  ...{ money: [], rules: [], others, ...more },
});

const viewer = (role: Viewer['role'], organisation: string | null): Viewer => ({
  ...{ role, organisation, subject: 'x', nhsNumber: null },
});
const reader = (sharing: Sharing, who: Viewer, held: readonly string[] = []) => ({
  ...{ sharing, viewer: who, held: new Set(held) },
});
const SELF = reader({ audience: 'SELF', gateways: [], wishes: [] }, viewer('holder', null), [
  CARE.code,
  HEALTH.code,
]);
const TEAM = reader(
  { audience: 'SOCIAL_CARE', gateways: [], wishes: [] },
  viewer('care-team', COUNCIL),
);
const PAYER = reader(
  { audience: 'NONE', gateways: [], wishes: [], fundedBy: BOARD },
  viewer('finance', BOARD),
);
const hours = (moments: readonly Moment[]) => moments.map((moment) => Number(moment.slice(11, 13)));

describe('the moments of which a version is the number', () => {
  const all = happened(
    [
      happening('SCHEDULE', 3),
      happening('SCHEDULE', 4, { ...ofBoard, by: COUNCIL }),
      happening('AWARD', 5),
      happening('AWARD', 6, ofBoard),
      happening('REVIEW', 7),
      happening('REVIEW', 8, ofBoard),
      happening('ASSESSMENT', 9),
      happening('DEATH', 10, { stream: null, funder: null }),
    ],
    { money: [at(2), at(5)] },
  );

  it('are all to the person, each once and in order', () => {
    expect(hours(momentsOf(all, SELF))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('are those of the sources shown to anybody else, for the number would tell of others', () => {
    const told = hours(momentsOf({ ...all, money: [] }, TEAM));
    expect(told).toEqual([3, 5, 7, 9, 10]);
    const hidden = all.others.filter(({ stream }) => stream?.code !== HEALTH.code);
    expect(hours(momentsOf(happened(hidden), TEAM))).toEqual(told);
  });

  it('are, to whoever pays, of its own payments, whoever hosts the account', () => {
    const own = happening('MOVED', 11, { ...ofBoard, by: COUNCIL });
    const others = happening('MOVED', 12);
    // What the person pays in stands beside the payments of the same stream and account.
    const beside = happening('MOVED', 13, { ...ofBoard, funder: 'SELF', by: COUNCIL });
    const apart = happening('MOVED', 14, { ...ofBoard, funder: 'SELF', account: 'two' });
    const told = happened([...all.others, own, others, beside, apart]);
    expect(hours(momentsOf(told, PAYER))).toEqual([4, 6, 8, 10, 11, 13]);
  });

  it('are none of nobody who was told anything, whatever rules there are', () => {
    expect(momentsOf(happened([], { rules: [at(1)] }), SELF)).toEqual([]);
    const reviewed = happened([happening('REVIEW', 2), happening('DEATH', 3, { stream: null })]);
    expect(momentsOf(reviewed, TEAM)).toEqual([]);
  });

  it('are those of rules only after the first that is the person’s own', () => {
    const told = happened([happening('AWARD', 5)], { rules: [at(1), at(6)] });
    expect(hours(momentsOf(told, SELF))).toEqual([5, 6]);
  });
});

describe('a version', () => {
  const from = '2026-01-01' as PlainDate;
  const moments = [at(1), at(2), at(3)];
  const then = (version: number | null, since: number | null = null) =>
    knownThen(moments, { version, since }, from);

  it('is the number of the moments, and its time that of the last of them', () => {
    expect(then(null)).toMatchObject({ version: 3, at: at(3) });
    expect(then(2)).toMatchObject({ version: 2, at: at(2) });
  });

  it('that has not been reached is the last, and nought is before all', () => {
    expect(then(9)).toMatchObject({ version: 3, at: at(3) });
    expect(then(0)).toMatchObject({ version: 0, at: BEFORE_ALL });
    expect(knownThen([], { version: null, since: null }, from)).toMatchObject({ version: 0 });
  });

  it('tells changes since the version named, or since the last day before the first was over', () => {
    expect(then(null, 1).since).toBe(at(1));
    expect(then(null, 0).since).toBe(BEFORE_ALL);
    expect(then(null).since).toBe('2025-12-31T23:59:59.999999Z');
  });
});
