import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sharing } from '../../src/access/sharing.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { addWorkingDays, mayRead, type QueryScope } from '../../src/queries/query.ts';
import { addDays, daysBetween, type PlainDate } from '../../src/values/plain-date.ts';

const day = (text: string) => text as PlainDate;

describe('working days', () => {
  it.each([
    // 15 January 2026 is a Thursday.
    ['2026-01-15', 1, '2026-01-16'],
    ['2026-01-15', 2, '2026-01-19'],
    ['2026-01-16', 1, '2026-01-19'],
    ['2026-01-17', 1, '2026-01-19'],
    ['2026-01-18', 5, '2026-01-23'],
    ['2026-01-15', 20, '2026-02-12'],
    // Good Friday, 3 April 2026, is counted: the day named is never too late.
    ['2026-04-02', 1, '2026-04-03'],
  ])('after %s, %i of them end on %s', (from, count, until) => {
    expect(addWorkingDays(day(from), count)).toBe(until);
  });

  it('are five in every seven', () => {
    const from = fc.integer({ min: 0, max: 20_000 }).map((at) => addDays(day('2000-01-03'), at));
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 50 }), (start, weeks) => {
        const whole = addWorkingDays(start, weeks * 5);
        const passed = daysBetween(start, whole);
        expect(passed).toBeLessThanOrEqual(weeks * 7);
        expect(passed).toBeGreaterThan(weeks * 7 - 3);
      }),
    );
  });
});

describe('who may read a query', () => {
  const care = {
    code: 'adult-social-care',
    name: 'Adult social care',
    sector: 'SOCIAL_CARE',
    nature: 'BUDGET',
  } as const;
  const grant = { ...care, code: 'disabled-facilities-grant', sector: 'HOUSING' } as const;
  const query = (differs: Partial<QueryScope> = {}): QueryScope => ({
    ...{ streams: [care], host: null, funder: 'A', organisation: null },
    ...differs,
  });
  const viewer = (organisation: string | null = null) => ({ organisation }) as Viewer;
  const none = { gateways: [], wishes: [] };
  const self: Sharing = { audience: 'SELF', ...none };
  const team: Sharing = { audience: 'SOCIAL_CARE', ...none };
  const granted = (streams: readonly string[] | null): Sharing => ({
    ...{ audience: 'NONE', ...none },
    granted: streams,
  });
  const finance: Sharing = { audience: 'NONE', ...none, fundedBy: 'A' };

  it('the person all of theirs', () => {
    expect(mayRead(viewer(), self, query({ streams: [care, grant] }))).toBe(true);
    expect(mayRead(viewer(), self, query({ streams: [] }))).toBe(true);
  });

  it('a team what is about streams that it is shown, every one of them, and what is about none', () => {
    expect(mayRead(viewer('A'), team, query())).toBe(true);
    expect(mayRead(viewer('A'), team, query({ streams: [care, grant] }))).toBe(false);
    expect(mayRead(viewer('A'), team, query({ streams: [] }))).toBe(true);
  });

  it('a representative what is granted, and what is about no stream only where all is', () => {
    expect(mayRead(viewer(), granted(['adult-social-care']), query())).toBe(true);
    expect(mayRead(viewer(), granted(['carer-support']), query())).toBe(false);
    expect(mayRead(viewer(), granted(['adult-social-care']), query({ streams: [] }))).toBe(false);
    expect(mayRead(viewer(), granted(null), query({ streams: [] }))).toBe(true);
  });

  it('finance what it hosts, pays or asked itself', () => {
    expect(mayRead(viewer('A'), finance, query())).toBe(true);
    expect(mayRead(viewer('A'), finance, query({ funder: 'B', host: 'A' }))).toBe(true);
    expect(mayRead(viewer('A'), finance, query({ funder: 'B', organisation: 'A' }))).toBe(true);
    expect(mayRead(viewer('A'), finance, query({ funder: 'B' }))).toBe(false);
  });
});
