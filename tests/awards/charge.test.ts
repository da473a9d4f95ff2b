import { describe, expect, it } from 'vitest';
import { STREAMS } from '../../seeds/reference/streams.ts';
import { whyFree } from '../../src/awards/charge.ts';
import type { OrganisationKind } from '../../src/streams/stream.ts';

/** Why an award of the stream, from such a funder, under that law, may not be charged for. */
function freeBecause(code: string, funderKind: OrganisationKind, legalBasis = 'as agreed') {
  const stream = STREAMS.find((each) => each.code === code);
  if (!stream) throw new Error(`no stream ${code}`);
  const { nature, chargeable: streamMayCharge } = stream;
  return whyFree({ nature, streamMayCharge, funderKind, legalBasis });
}

describe('never charged', () => {
  it.each<[string, string, OrganisationKind, string]>([
    ['section 117, the NHS half', 'section-117', 'icb', 'MHA 1983 s117'],
    ['section 117, the council’s half too', 'section-117', 'council', 'MHA 1983 s117'],
    ['section 117 under another stream', 'adult-social-care', 'council', 'MHA 1983 s117(2)'],
    ['continuing healthcare', 'continuing-healthcare', 'icb', 'SI 2012/2996'],
    ['funded nursing care', 'funded-nursing-care', 'icb', 'SI 2012/2996'],
    ['the NHS share of a joint package', 'joint-package', 'icb', 'joint package'],
    ['a trust’s share of a joint package', 'joint-package', 'trust', 'joint package'],
    ['what the NHS gives of any stream', 'housing-related-support', 'icb', 'local scheme'],
    ['a personal health budget', 'personal-health-budget', 'icb', 'SI 2013/1617'],
    ['a personal health budget run by a council', 'personal-health-budget', 'council', 'as agreed'],
    ['a wheelchair budget', 'wheelchair-budget', 'provider', 'SI 2012/2996 reg 32B'],
    ['free reablement', 'reablement', 'council', 'Care Act 2014 s2'],
    ['care given by tariff', 'nhs-tariff', 'trust', 'NHS Act 2006 s3'],
    ['Access to Work, which has no means test', 'access-to-work', 'government', 'E&T Act 1973 s2'],
    ['housing benefit', 'housing-benefit', 'council', 'HB Regulations 2006'],
  ])('%s', (_what, stream, funder, legalBasis) => {
    expect(freeBecause(stream, funder, legalBasis)).not.toBeNull();
  });

  it.each([
    's117',
    'S117',
    's.117',
    's 117',
    's117(2)',
    'section 117',
    'Section 117 MHA',
    'sec. 117',
  ])('section 117 written as %j', (legalBasis) => {
    expect(freeBecause('joint-package', 'council', legalBasis)).toBe(
      'section 117 aftercare is never charged',
    );
  });
});

describe('may be charged', () => {
  it.each<[string, string, OrganisationKind, string]>([
    ['council care', 'adult-social-care', 'council', 'Care Act 2014 s18'],
    ['support for a carer', 'carer-support', 'council', 'Care Act 2014 s20'],
    ['the council’s own share of a joint package', 'joint-package', 'council', 'Care Act 2014 s18'],
    ['housing-related support', 'housing-related-support', 'council', 'local scheme'],
    ['a Disabled Facilities Grant', 'disabled-facilities-grant', 'council', 'HGCRA 1996 s30'],
    ['former Independent Living Fund money', 'independent-living-fund', 'council', 'local award'],
  ])('%s', (_what, stream, funder, legalBasis) => {
    expect(freeBecause(stream, funder, legalBasis)).toBeNull();
  });

  it('another section or number', () => {
    for (const legalBasis of ['Care Act 2014 s11', 'Care Act 2014 s17', 'scheme 1170', 's1175']) {
      expect(freeBecause('adult-social-care', 'council', legalBasis)).toBeNull();
    }
  });
});
