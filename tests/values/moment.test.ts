import { describe, expect, it } from 'vitest';
import {
  BEFORE_ALL,
  dayOf,
  lastMomentBefore,
  lastMomentOf,
  type Moment,
  NOW,
} from '../../src/values/moment.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const moment = (text: string) => text as Moment;

describe('a moment', () => {
  it('compares as text, with what is known now after every other and before all before', () => {
    const inOrder = [
      ...[BEFORE_ALL, '2025-12-31T23:59:59.999999Z', '2026-01-01T00:00:00.000000Z'],
      ...['2026-01-01T00:00:00.000001Z', '2026-01-01T00:00:00.100000Z', NOW],
    ];
    expect([...inOrder].reverse().sort()).toEqual(inOrder);
  });

  it('is of a day up to its last millionth of a second', () => {
    const last = lastMomentOf('2026-01-15' as PlainDate);
    expect(moment('2026-01-15T23:59:59.999999Z') <= last).toBe(true);
    expect(moment('2026-01-16T00:00:00.000000Z') <= last).toBe(false);
    expect(dayOf(last)).toBe('2026-01-15');
  });

  it('before an instant is the last that is', () => {
    expect(lastMomentBefore(new Date('2026-01-16T00:00:00Z'))).toBe('2026-01-15T23:59:59.999999Z');
    expect(lastMomentBefore(new Date('2026-03-01T00:00:00.001Z'))).toBe(
      '2026-03-01T00:00:00.000999Z',
    );
  });
});
