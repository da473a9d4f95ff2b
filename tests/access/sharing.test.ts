import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GATEWAYS } from '../../seeds/reference/gateways.ts';
import { STREAMS } from '../../seeds/reference/streams.ts';
import { type Audience, audienceOf } from '../../src/access/gateways.ts';
import {
  isSectorShown,
  isShown,
  type OpenGateway,
  type SharedStream,
  type StandingWish,
  sharingAsFunder,
  sharingWith,
  withheldFrom,
} from '../../src/access/sharing.ts';
import { SECTORS, type Sector } from '../../src/values/sector.ts';

const AUDIENCES: readonly Audience[] = ['SELF', ...SECTORS, 'NONE'];
const stream = (code: string): SharedStream => {
  const found = STREAMS.find((each) => each.code === code);
  if (!found) throw new Error(`no stream ${code}`);
  return found;
};
const says = (
  kind: StandingWish['kind'],
  code: string | null,
  toSector: Sector | null,
): StandingWish => ({
  ...{ kind, stream: code, toSector },
  ofSector: code === null ? null : stream(code).sector,
});
const shown = (
  audience: Audience,
  wishes: StandingWish[] = [],
  gateways: readonly OpenGateway[] = GATEWAYS,
) =>
  STREAMS.filter((each) => isShown(sharingWith(audience, gateways, wishes), each, 'E08000039')).map(
    ({ code }) => code,
  );
const ofSectors = (...sectors: Sector[]) =>
  STREAMS.filter(({ sector }) => sectors.includes(sector)).map(({ code }) => code);

describe('the audience of a viewer', () => {
  it.each([
    ['council', 'SOCIAL_CARE'],
    ['icb', 'HEALTH'],
    ['trust', 'HEALTH'],
    ['government', 'EMPLOYMENT'],
    ['provider', 'NONE'],
    [null, 'NONE'],
  ] as const)('who acts for %s is %s', (kind, audience) => {
    expect(audienceOf({ role: 'care-team' }, kind)).toBe(audience);
    expect(audienceOf({ role: 'holder' }, kind)).toBe('SELF');
  });
});

describe('by law alone', () => {
  it.each<[Audience, string[]]>([
    ['SELF', ofSectors(...SECTORS)],
    ['HEALTH', ofSectors('SOCIAL_CARE', 'HEALTH')],
    ['SOCIAL_CARE', ofSectors('SOCIAL_CARE', 'HEALTH')],
    ['HOUSING', ofSectors('HOUSING')],
    ['EMPLOYMENT', ofSectors('EMPLOYMENT')],
    ['NONE', []],
  ])('%s is shown its own, and health and social care each other’s', (audience, streams) => {
    expect(shown(audience)).toEqual(streams);
  });

  it('a gateway for one sender opens what that sender told and no more', () => {
    const gateway = { ofSector: 'HOUSING', source: 'E08000018', toSector: 'HEALTH' } as const;
    const sharing = sharingWith('HEALTH', [gateway], []);
    const benefit = stream('housing-benefit');
    expect(isShown(sharing, benefit, 'E08000018')).toBe(true);
    expect(isShown(sharing, benefit, 'E08000039')).toBe(false);
    expect(isSectorShown(sharing, 'HOUSING', 'E08000018')).toBe(true);
    expect(withheldFrom(sharing, STREAMS).map(({ sector }) => sector)).toContain('HOUSING');
  });
});

describe('what the person says', () => {
  it('opens one stream to one sector', () => {
    const wish = says('AGREEMENT', 'housing-benefit', 'HEALTH');
    expect(shown('HEALTH', [wish])).toEqual([
      ...ofSectors('SOCIAL_CARE', 'HEALTH'),
      'housing-benefit',
    ]);
    expect(shown('SOCIAL_CARE', [wish])).toEqual(ofSectors('SOCIAL_CARE', 'HEALTH'));
  });

  it('opens everything to everybody, a team of no sector too', () => {
    const wish = says('AGREEMENT', null, null);
    for (const audience of AUDIENCES) {
      expect(shown(audience, [wish])).toHaveLength(STREAMS.length);
    }
    expect(shown('NONE', [says('AGREEMENT', null, 'HEALTH')])).toEqual([]);
  });

  it('shuts what law and agreement open, a sector’s own streams too, never from themself', () => {
    const wishes = [says('AGREEMENT', null, null), says('OBJECTION', 'nhs-tariff', null)];
    for (const audience of AUDIENCES) {
      expect(shown(audience, wishes).includes('nhs-tariff')).toBe(audience === 'SELF');
    }
    expect(shown('HEALTH', [says('OBJECTION', null, 'HEALTH')])).toEqual([]);
  });

  it('whatever was said, an objection wins and the rest stays as law has it', () => {
    const code = fc.option(fc.constantFrom(...STREAMS.map((each) => each.code)), { nil: null });
    const to = fc.option(fc.constantFrom(...SECTORS), { nil: null });
    const wish = fc
      .tuple(fc.constantFrom('AGREEMENT', 'OBJECTION'), code, to)
      .map(([kind, of, toSector]) => says(kind, of, toSector));
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 5 }), fc.constantFrom(...AUDIENCES), (all, who) => {
        const open = shown(who, all);
        const covers = (kind: StandingWish['kind'], of: string) =>
          all.some(
            (each) =>
              each.kind === kind &&
              (each.stream === null || each.stream === of) &&
              (each.toSector === null || each.toSector === who),
          );
        for (const { code: of } of STREAMS) {
          const expected =
            who === 'SELF' ||
            (!covers('OBJECTION', of) && (shown(who).includes(of) || covers('AGREEMENT', of)));
          expect(open.includes(of)).toBe(expected);
        }
      }),
    );
  });
});

describe('what is withheld is told', () => {
  const told = (audience: Audience, wishes: StandingWish[] = []) =>
    withheldFrom(sharingWith(audience, GATEWAYS, wishes), STREAMS);

  it('per sector, in their order and in the same words', () => {
    expect(told('SELF')).toEqual([]);
    expect(told('HEALTH')).toEqual([
      {
        sector: 'HOUSING',
        reason:
          'Housing information is not shown to health teams unless the person agrees or a named law allows it.',
      },
      {
        sector: 'EMPLOYMENT',
        reason:
          'Employment support information is not shown to health teams unless the person agrees or a named law allows it.',
      },
    ]);
    expect(told('NONE').map(({ sector }) => sector)).toEqual([...SECTORS]);
  });

  it('also when one stream of it is open, until all of it is', () => {
    const one = [says('AGREEMENT', 'housing-benefit', 'HEALTH')];
    expect(told('HEALTH', one)).toEqual(told('HEALTH'));
    expect(told('HEALTH', [says('AGREEMENT', null, 'HEALTH')])).toEqual([]);
  });

  it('to finance per sector, whoever pays', () => {
    const words = (what: string) =>
      `${what} information on what another organisation pays for is not shown to finance teams.`;
    expect(withheldFrom(sharingAsFunder('QF7'), STREAMS)).toEqual([
      { sector: 'SOCIAL_CARE', reason: words('Social care') },
      { sector: 'HEALTH', reason: words('Health') },
      { sector: 'HOUSING', reason: words('Housing') },
      { sector: 'EMPLOYMENT', reason: words('Employment support') },
    ]);
    expect(withheldFrom(sharingAsFunder('E08000039'), STREAMS)).toEqual(
      withheldFrom(sharingAsFunder('QF7'), STREAMS),
    );
  });

  it('where law opens a sector and the person shuts a part of it', () => {
    expect(told('HEALTH', [says('OBJECTION', 'adult-social-care', 'HEALTH')])[0]).toEqual({
      sector: 'SOCIAL_CARE',
      reason:
        'Social care information that the person objects to showing is not shown to health teams.',
    });
  });
});
