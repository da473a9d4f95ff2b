import { describe, expect, it } from 'vitest';
import { lineAfterDeath, openAfterDeath } from '../../src/awards/after-death.ts';
import type { AwardDraft } from '../../src/awards/award.ts';
import { linesIn } from '../../src/awards/line.ts';
import { tell } from '../support/told.ts';
import { care, ceiling, claim, day, days, given, grant, onlyLine, year } from './drafts.ts';

const DIED = day('2025-11-30');
const isFlagged = (draft: AwardDraft, more: Parameters<typeof tell>[1] = {}) =>
  openAfterDeath(tell(draft, { diedOn: DIED, ...more })) !== null;
const onDay = (first: string) => days(first, first);

describe('an award after a death that a source tells of', () => {
  it.each<[string, AwardDraft, boolean]>([
    ['a rate without an end', care(), true],
    ['a rate to the day after', care({ days: days('2025-04-01', '2025-12-01') }), true],
    ['a rate that begins afterwards', care({ days: days('2026-01-05') }), true],
    ['a rate to the day of death', care({ days: days('2025-04-01', '2025-11-30') }), false],
    ['a ceiling that runs on', ceiling(), true],
    ['a ceiling that ended', ceiling({ days: days('2024-05-12', '2025-05-11') }), false],
    ['a grant that is not completed', grant('8000.00', '2025-26'), true],
    [
      'a grant completed later',
      grant('8000.00', '2025-26', { completedOn: day('2026-01-07') }),
      true,
    ],
    ['a grant completed on the day', grant('8000.00', '2025-26', { completedOn: DIED }), false],
    ['care given before', given('100.00', '2025-26'), false],
    ['care given on the day', given('100.00', '2025-26', { days: onDay('2025-11-30') }), false],
    [
      'care that began before',
      given('1.00', '2025-26', { days: days('2025-11-28', '2025-12-02') }),
      false,
    ],
    ['care given afterwards', given('1.00', '2025-26', { days: onDay('2025-12-01') }), true],
  ])('%s', (_what, draft, flagged) => {
    expect(isFlagged(draft)).toBe(flagged);
    expect(openAfterDeath(tell(draft))).toBeNull();
  });

  it('whose sender has told since that it ended is not open', () => {
    // The later submission speaks from 1 October on, and tells of nothing after that.
    const until = { from: null, until: day('2025-10-01') };
    expect(isFlagged(care(), { windows: [until] })).toBe(false);
    expect(isFlagged(care(), { windows: [until, { from: day('2025-12-25'), until: null }] })).toBe(
      true,
    );
  });

  it('is told in words that name no source', () => {
    expect(openAfterDeath(tell(care(), { diedOn: DIED }))).toEqual({
      deathDate: '2025-11-30',
      words:
        'A source says that the person died on 2025-11-30; this award is still open. Payments due stop until its funder has ended or corrected it.',
    });
    const late = given('1.00', '2025-26', { days: onDay('2025-12-01') });
    expect(openAfterDeath(tell(late, { diedOn: DIED }))?.words).toBe(
      'A source says that the person died on 2025-11-30; this care is told of a later day. Payments due stop until who told it has corrected it.',
    );
  });
});

describe('a line of it', () => {
  it('is flagged in every year that it has one, and its amount stays', () => {
    for (const inYear of ['2024-25', '2025-26', '2026-27']) {
      const line = onlyLine(inYear, tell(care(), { diedOn: DIED }));
      expect(lineAfterDeath(line)?.deathDate).toBe(DIED);
      // 70 ÷ 7 × 365 days
      expect(line).toMatchObject({ amount: 365_000n });
    }
  });

  it('is flagged where one of several awards that it is made of is open', () => {
    const service = { service: 'S1' };
    const ended = tell(care({ ...service, days: days('2025-04-01', '2025-06-30') }), {
      diedOn: DIED,
    });
    const open = tell(care({ ...service, days: days('2025-07-01') }), { diedOn: DIED });
    expect(lineAfterDeath(onlyLine('2025-26', ended, open))).not.toBeNull();
    expect(lineAfterDeath(onlyLine('2025-26', ended))).toBeNull();
  });

  it('that has no price is flagged too', () => {
    const line = onlyLine('2025-26', tell(care({ amount: null }), { diedOn: DIED }));
    expect(line.kind).toBe('UNPRICED');
    expect(lineAfterDeath(line)).not.toBeNull();
  });

  it('that is a claim paid is flagged while its ceiling is open', () => {
    const claims = [claim('2025-06-01', '2025-06-30', '1764.00', '1680.00')];
    const [line] = linesIn(year('2025-26'), [tell(ceiling(), { claims, diedOn: DIED })]);
    expect(line && lineAfterDeath(line)).not.toBeNull();
  });
});
