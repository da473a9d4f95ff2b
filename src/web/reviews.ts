import { randomUUID } from 'node:crypto';
import type { MatchReview } from '../people/match-store.ts';
import { DecisionRefused, decideMatch, MATCH_DECISIONS, reviewsFor } from '../people/reviews.ts';
import { isUuid } from '../values/ids.ts';
import type { Page } from './page.ts';
import type { Asked, PageAnswer, PageRoute, Sent } from './route.ts';

const PAIRS_ON_A_PAGE = 10;

/** Pairs of records that may be one person's, side by side, for operators to decide. */
export const reviews: PageRoute = {
  path: '/reviews',
  get: (page, { query }) => shown(page, query, null),
  post: async (page, sent) => {
    const refusal = await decided(page, sent);
    if (refusal === null) return { to: '/reviews?done=1' };
    return shown(page, {}, refusal);
  },
};

interface Refused {
  readonly review: string;
  readonly code: string;
  readonly reason: string;
}

async function decided(page: Page, { fields }: Sent): Promise<Refused | null> {
  const { review = '', decision, reason = '', key = '' } = fields;
  const known = MATCH_DECISIONS.find((each) => each === decision);
  if (!known) return { review, code: 'DECISION_NEEDED', reason };
  try {
    await decideMatch(page.db, page.viewer, {
      ...{ review, decision: known, reason, idempotencyKey: key },
    });
    return null;
  } catch (error) {
    if (!(error instanceof DecisionRefused)) throw error;
    return { review, code: error.code, reason };
  }
}

async function shown(
  page: Page,
  { after = null, done }: Asked['query'] & { after?: string | null },
  refused: Refused | null,
): Promise<PageAnswer> {
  if (after !== null && !isUuid(after)) return null;
  const asked = { decision: null, after, count: PAIRS_ON_A_PAGE + 1 };
  const found = await reviewsFor(page.db, page.viewer, asked);
  if (!found) return null;
  const pairs = found.slice(0, PAIRS_ON_A_PAGE);
  for (const pair of pairs) seen(page, pair);
  const next = found.length > pairs.length ? (pairs.at(-1)?.id ?? null) : null;
  const model = {
    pairs: pairs.map((pair) => ({ ...pair, key: randomUUID() })),
    next,
    refused,
    done: done === '1',
  };
  const status = refused ? 422 : 200;
  return {
    view: 'reviews',
    model: { ...model, decisions: MATCH_DECISIONS, asOf: page.today },
    status,
  };
}

function seen(page: Page, { leftPerson, rightPerson }: MatchReview): void {
  for (const id of [leftPerson, rightPerson]) {
    if (id !== null) page.tells({ id: id as Parameters<Page['tells']>[0]['id'] }, []);
  }
}
