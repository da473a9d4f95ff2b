import { isShown } from '../access/sharing.ts';
import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import { type PersonKey, type VisiblePerson, visiblePerson } from '../people/visible.ts';
import { type AskedRule, numberOf, ruleLacking, ruleOn } from '../streams/money-rule.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import { findOrganisation } from '../streams/store.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { keepFiles } from './attach-files.ts';
import { refuseClosed } from './change-asked.ts';
import type { Evidence } from './evidence.ts';
import { addWorkingDays, type ChangeAsked, type Helper, isRequest, type Query } from './query.ts';
import { nobody, nothing, QueryRefused } from './refusals.ts';
import {
  markOf,
  mismatch,
  organisationOf,
  refuseBadKey,
  refuseBadName,
  refuseBadWords,
  scopeOf,
} from './request.ts';
import { keepQuery, queriesOfPeople, queryOfKey } from './store.ts';
import {
  awardAsked,
  choosableAward,
  movementAsked,
  noticeAsked,
  type Subject,
  streamAsked,
} from './subjects-store.ts';

/** What is asked about. */
export type AskedAbout =
  | { readonly about: 'MOVEMENT' | 'AWARD' | 'NOTICE'; readonly id: string }
  | {
      readonly about: 'EXPECTED';
      readonly stream: string;
      readonly funder: string;
      readonly dueOn: PlainDate;
    }
  | { readonly about: 'STATEMENT'; readonly number: string; readonly stream: string | null }
  | { readonly about: 'OTHER'; readonly stream: string | null }
  | { readonly about: 'CHANGE'; readonly id: string; readonly choice: ChangeAsked }
  | {
      readonly about: 'HELPER';
      readonly helper: Helper;
      /** Codes of what they are to see; null is everything. */
      readonly streams: readonly string[] | null;
    };

export interface QueryRequest {
  readonly person: PersonKey;
  readonly about: AskedAbout;
  readonly words: string;
  /** What is attached, looked at before; left out where nothing is. */
  readonly files?: readonly Evidence[];
  readonly idempotencyKey: string;
}

export interface AskedOutcome {
  readonly query: Query;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

/**
 * Asks "I think this is wrong" about a person's money, or for a change of it: the person themself, a
 * representative whose streams cover it, or for the person a care team that is shown it or the finance
 * role of whoever hosts the account or pays. Throws a QueryRefused.
 */
export async function askQuery(
  db: Database,
  viewer: Viewer,
  request: QueryRequest,
  today: PlainDate,
): Promise<AskedOutcome> {
  refuseBadKey(request.idempotencyKey);
  refuseBadWords('words', request.words);
  if (request.about.about === 'HELPER') refuseBadName(request.about.helper.name);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    if (reachOf(viewer, 'ask-query') === 'nobody') throw nobody();
    const person = await visiblePerson(tx, viewer, request.person, today);
    if (!person || person.openedAs === 'BREAK_GLASS') throw nobody();
    return ask(tx, viewer, person, request, today);
  });
}

async function ask(
  tx: Transaction,
  viewer: Viewer,
  person: VisiblePerson,
  { about, words, files = [], idempotencyKey }: QueryRequest,
  today: PlainDate,
): Promise<AskedOutcome> {
  const key = markOf('query', scopeOf(viewer, person.id), idempotencyKey);
  const request = markOf(person.id, about, words, ...files.map(({ sha256 }) => sha256));
  const earlier = await queryOfKey(tx, key);
  if (earlier && earlier.request !== request) throw mismatch();
  if (earlier) return { query: await asKept(tx, person, earlier.id), replayed: true };
  const subject = await subjectOf(tx, viewer, person, about, today);
  const until = await answerBy(tx, subject, today);
  const id = await keepQuery(tx, {
    ...subject,
    ...until,
    identityId: person.identities.includes(subject.identityId) ? subject.identityId : person.id,
    words: words.trim(),
    askedBy: viewer.subject,
    askedAs: viewer.role,
    organisation: await organisationOf(tx, viewer),
    askedOn: today,
    ...{ key, request },
  });
  await note(tx, viewer.subject, { action: 'query-asked', query: id, about: about.about });
  await keepFiles(tx, viewer, id, files, 0);
  return { query: await asKept(tx, person, id), replayed: false };
}

async function asKept(tx: Transaction, { id }: VisiblePerson, query: string): Promise<Query> {
  const found = (await queriesOfPeople(tx, [id])).find((each) => each.id === query);
  if (!found) throw new Error('a query that was kept is there');
  return found;
}

type Asked = Parameters<typeof keepQuery>[1];
type KeptSubject = Pick<
  Asked,
  | ('identityId' | 'about' | 'subject' | 'choice' | 'helper')
  | ('streams' | 'accountId' | 'host' | 'funder')
>;

const FINDERS = { MOVEMENT: movementAsked, AWARD: awardAsked, NOTICE: noticeAsked } as const;

/** What the query is about, where it is the person's and the viewer is shown it. */
async function subjectOf(
  tx: Transaction,
  viewer: Viewer,
  person: VisiblePerson,
  asked: AskedAbout,
  today: PlainDate,
): Promise<KeptSubject> {
  const none = { identityId: person.id, accountId: null, host: null, sender: null };
  switch (asked.about) {
    case 'MOVEMENT':
    case 'AWARD':
    case 'NOTICE': {
      const find = FINDERS[asked.about];
      const found = isUuid(asked.id) ? await find(tx, person.id, asked.id) : undefined;
      if (!found) throw nothing();
      return kept(asked.about, asked.id, shownOf(viewer, person, found));
    }
    case 'CHANGE': {
      const { id, choice } = asked;
      const found = isUuid(id) ? await choosableAward(tx, person.id, id) : undefined;
      if (!found) throw nothing();
      const subject = kept('CHANGE', id, shownOf(viewer, person, found));
      await refuseClosed(tx, found, choice, today);
      return { ...subject, choice };
    }
    case 'HELPER': {
      if (reachOf(viewer, 'name-helper') === 'nobody') throw nobody();
      const { name, kind } = asked.helper;
      const codes = [...new Set(asked.streams ?? [])];
      if (asked.streams?.length === 0) throw nothing();
      const each = await Promise.all(codes.map((code) => ofStream(tx, person, code)));
      const sources = each.flatMap((one) => one.sources);
      const subject = kept('HELPER', null, { ...none, sources });
      return { ...subject, helper: { kind, name: name.trim() } };
    }
    case 'EXPECTED': {
      const stream = await streamAsked(tx, asked.stream);
      const funder = await findOrganisation(tx, asked.funder);
      if (!stream || !funder) throw nothing();
      const sources = [{ ...stream, funder: funder.code }];
      return kept('EXPECTED', asked.dueOn, shownOf(viewer, person, { ...none, sources }));
    }
    default: {
      const number = asked.about === 'STATEMENT' ? asked.number : null;
      if (number !== null && !/^[\w/:.-]{1,100}$/.test(number)) throw nothing();
      return kept(asked.about, number, await ofStream(tx, person, asked.stream));
    }
  }
}

/** Of no movement or award in particular: about a stream that the viewer is shown, or about none. */
async function ofStream(
  tx: Transaction,
  person: VisiblePerson,
  code: string | null,
): Promise<Omit<Subject, 'sender'>> {
  const { sharing } = person;
  const none = { identityId: person.id, accountId: null, host: null, sources: [] };
  const stream = code === null ? null : await streamAsked(tx, code);
  if (stream === undefined) throw nothing();
  // A funder speaks of its own money, and never of all that a person has.
  if (sharing.fundedBy !== undefined) throw nothing();
  const actsForAll = sharing.granted === undefined || sharing.granted === null;
  if (stream ? !isShown(sharing, stream, null) : !actsForAll) throw nothing();
  if (!stream) return none;
  return { ...none, sources: [{ ...stream, funder: '' }] };
}

/** As much of it as the viewer is shown: to finance all of what it hosts or pays. */
function shownOf(viewer: Viewer, { sharing }: VisiblePerson, subject: Subject): Subject {
  const { host, sources, sender } = subject;
  const { fundedBy, granted, audience } = sharing;
  // A payment that no source answers for is told to those who are told of every source.
  const isTold = fundedBy ? host === viewer.organisation : audience === 'SELF' || granted === null;
  if (sources.length === 0 && isTold) return subject;
  const shown = sources.filter((source) => {
    if (sharing.fundedBy === undefined) return isShown(sharing, source, sender);
    return host === null ? source.funder === viewer.organisation : host === viewer.organisation;
  });
  if (shown.length === 0) throw nothing();
  return { ...subject, sources: shown };
}

function kept(
  about: AskedAbout['about'],
  subject: string | null,
  { identityId, accountId, host, sources }: Omit<Subject, 'sender'>,
): KeptSubject {
  const funders = [...new Set(sources.map(({ funder }) => funder))].filter((code) => code !== '');
  const streams = [...new Set(sources.map(({ code }) => code))].sort();
  const funder = funders.length === 1 ? (funders[0] as string) : null;
  return {
    about,
    subject,
    choice: null,
    helper: null,
    identityId,
    accountId,
    host,
    streams,
    funder,
  };
}

/** By when it is to be answered: by the rule of whoever answers, the host before the funder. */
async function answerBy(
  tx: Transaction,
  { about, host, funder, streams }: KeptSubject,
  today: PlainDate,
): Promise<Pick<Asked, 'answerBy' | 'rule'>> {
  const organisation = host ?? funder;
  const stream = streams.length === 1 ? (streams[0] as string) : null;
  const kind = isRequest(about) ? 'CHANGE_ANSWER_DAYS' : 'QUERY_ANSWER_DAYS';
  const asked: AskedRule = { kind, organisation, stream };
  const organisations = organisation === null ? [] : [organisation];
  const book = await ruleBook(tx, [kind], organisations, today);
  const rule = ruleOn(book, asked, today);
  if (!rule) throw new QueryRefused('about', 'RULE_NOT_KNOWN', ruleLacking(asked, today));
  const days = numberOf(rule);
  return {
    answerBy: addWorkingDays(today, days),
    rule: `${days} working days, Monday to Friday. ${rule.source}`,
  };
}
