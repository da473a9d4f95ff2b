import type { OrganisationKind, Stream } from '../streams/stream.ts';

/** Health streams that are a council's duty too: Mental Health Act 1983 s117(2), and joint care. */
const SHARED_DUTY: ReadonlySet<string> = new Set(['section-117', 'joint-package']);

/**
 * Why an organisation of that kind may not award money of the stream, or null where nothing says so.
 * Social care is a council's (Care Act 2014 s18 to s20), housing help too (Housing Grants,
 * Construction and Regeneration Act 1996 s23; Housing Act 1996), NHS care that of NHS bodies (NHS
 * Act 2006 s3). Who pays for work programmes is local, so only providers and NHS bodies are refused.
 */
export function whyNotYours(stream: Stream, kind: OrganisationKind): string | null {
  if (kind === 'provider') return 'is awarded by those who pay for care, not by its provider';
  const isCouncil = kind === 'council';
  const isNhs = kind === 'icb' || kind === 'trust';
  switch (stream.sector) {
    case 'SOCIAL_CARE':
      return isCouncil ? null : 'is social care, which a council awards';
    case 'HOUSING':
      return isCouncil ? null : 'is help with housing, which a council awards';
    case 'HEALTH':
      return isNhs || (isCouncil && SHARED_DUTY.has(stream.code))
        ? null
        : 'is NHS care, which an NHS body awards';
    case 'EMPLOYMENT':
      return isNhs ? 'is help with work, which no NHS body awards' : null;
  }
}
