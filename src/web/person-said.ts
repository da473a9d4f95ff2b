import { reachOf } from '../access/viewer.ts';
import { recordedAwardsFor } from '../decisions/read-awards.ts';
import { decisionsFor } from '../decisions/read-decisions.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { reviewsDueFor } from '../plans/read-reviews.ts';
import { isOpen } from '../queries/query.ts';
import { queriesFor } from '../queries/read-queries.ts';
import { toDecimal } from '../values/ratio.ts';
import { lastDayOf } from './days.ts';
import type { Page } from './page.ts';

/** What people have said, asked and decided of a person's money, as their team is shown it. */
export async function saidOf(page: Page, person: VisiblePerson) {
  const { db, viewer, today } = page;
  const [queries = []] = await queriesFor(db, viewer, [person]);
  const [reviews = []] = await reviewsDueFor(db, viewer, [person], today);
  const [decisions = []] = await decisionsFor(db, [person]);
  const [awards = []] = await recordedAwardsFor(db, [person]);
  const streams = [...reviews, ...decisions, ...awards].map(({ stream }) => stream);
  const asked = queries.flatMap((query) => query.streams);
  page.tells(
    person,
    [...streams, ...asked].map(({ code }) => code),
  );
  return {
    queries: queries.filter(isOpen).map((query) => ({ ...query, late: query.answerBy < today })),
    mayAnswer: reachOf(viewer, 'answer-query') !== 'nobody' && person.openedAs !== 'BREAK_GLASS',
    reviews: reviews.map((due) => ({ ...due, late: due.dueOn !== null && due.dueOn < today })),
    decisions: decisions.map((each) => ({
      ...{ stream: each.stream, kind: each.kind, state: each.state, reason: each.reason },
      ...{ firstDay: each.days.from, lastDay: lastDayOf(each.days.until) },
      replacedFrom: each.replacedFrom,
      interimPayer: each.interimPayer?.name ?? null,
      shares: each.shares.map(({ funder, percent }) => ({
        ...{ funder: funder.name, percent: toDecimal(percent, 2).replace(/\.?0+$/, '') },
      })),
    })),
    awards: awards.map((award) => ({
      ...{ id: award.id, stream: award.stream, description: award.description },
      ...{ funder: award.funder.name, firstDay: award.days.from, ended: award.ended },
      mayEnd: award.funder.code === viewer.organisation && award.ended === null,
    })),
  };
}
