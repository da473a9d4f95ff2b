import {
  type Cell,
  type Column,
  count,
  day,
  listOf,
  moment,
  money,
  type Section,
  tableOf,
  text,
} from './document.ts';
import { guideTo } from './guide.ts';
import type { Held } from './held.ts';
import type {
  HeldAnswer,
  HeldCarryForward,
  HeldFile,
  HeldNotice,
  HeldQuery,
  HeldSupportReview,
} from './held-questions.ts';
import * as words from './words.ts';
import * as asked from './words-asked.ts';

const NOTES = [
  'If you think that something about your money is wrong, you can ask, and you are told by which day you are to be answered. While nobody has answered, money of that kind of support is not taken back from you.',
  'A funder that asks for unspent money back has to write to you why, how much and by which law. Your own money, and money that is owed to your staff, to HMRC or to whoever gave you support, is never asked back.',
];

/** What was asked about the person's money, reviews, and what is asked back or carried forward. */
export function questionSections(held: Held): Section[] {
  const of = (key: string, caption: string) => ({ key, caption, layout: 'CARDS' }) as const;
  const answers = held.queries.flatMap((query, at) =>
    query.answers.map((answer) => ({ query: at + 1, answer })),
  );
  const files = held.queries.flatMap((query, at) =>
    query.files.map((file) => ({ query: at + 1, file })),
  );
  return [
    {
      key: 'questions',
      title: 'What was asked about your money, and what is asked back',
      notes: NOTES,
      tables: [
        tableOf(of('queries', 'Question'), queryColumns(held), held.queries),
        tableOf(of('files', 'File that was added to a question'), fileColumns(held), files),
        tableOf(of('answers', 'Answer'), answerColumns(held), answers),
        tableOf(of('notices', 'Money asked back'), noticeColumns(held), held.notices),
        tableOf(
          of('carryForwards', 'Kept when a year closed'),
          carryColumns(held),
          held.carryForwards,
        ),
        tableOf(
          of('supportReviews', 'Review of your support'),
          reviewColumns(held),
          held.supportReviews,
        ),
      ],
    },
  ];
}

/** Which of the numbered accounts, or movements. */
function numberIn(all: readonly { readonly id: string }[], id: string | null): Cell {
  const at = all.findIndex((each) => each.id === id);
  return at < 0 ? null : count(at + 1);
}

/** What is asked for, where nothing is said to be wrong. */
const INSTEAD: readonly Column<HeldQuery>[] = [
  {
    key: 'choice',
    label: 'What was asked for instead',
    none: 'nothing',
    of: ({ choice }) => (choice === null ? null : asked.changeAsked(choice)),
  },
  {
    key: 'helper',
    label: 'Who was named to help you',
    none: 'nobody',
    of: ({ helper }) => text(helper?.name ?? null),
  },
  {
    key: 'helperKind',
    label: 'To help as',
    none: 'nobody',
    of: ({ helper }) => (helper ? words.representativeKind(helper.kind) : null),
  },
];

function queryColumns(held: Held): Column<HeldQuery>[] {
  const guide = guideTo(held);
  const numbers = new Map(held.queries.map(({ id }, at) => [id, at + 1]));
  return [
    { key: 'query', label: 'Number', of: ({ id }) => count(numbers.get(id) ?? null) },
    { key: 'about', label: 'About', of: ({ about }) => asked.askedAbout(about) },
    {
      key: 'subject',
      label: 'Which, by its mark, day or number',
      of: ({ subject }) => text(subject),
    },
    ...INSTEAD,
    {
      key: 'streams',
      label: 'Kind of support',
      none: 'none in particular',
      of: ({ streams }) =>
        streams.length === 0 ? null : listOf(streams.map((code) => guide.stream(code))),
    },
    {
      key: 'account',
      label: 'In account number',
      of: ({ accountId }) => numberIn(held.accounts, accountId),
    },
    { key: 'host', label: 'Who keeps it', of: ({ host }) => guide.organisation(host) },
    { key: 'funder', label: 'Who pays', of: ({ funder }) => guide.organisation(funder) },
    { key: 'words', label: 'What was asked', of: (query) => text(query.words) },
    { key: 'askedBy', label: 'Asked by', of: ({ askedBy }) => text(askedBy) },
    { key: 'askedAs', label: 'As', of: ({ askedAs }) => words.role(askedAs) },
    {
      key: 'organisation',
      label: 'Who works for',
      of: ({ organisation }) => guide.organisation(organisation),
    },
    { key: 'askedOn', label: 'Asked on', of: ({ askedOn }) => day(askedOn) },
    { key: 'answerBy', label: 'To be answered by', of: ({ answerBy }) => day(answerBy) },
    { key: 'rule', label: 'Because', of: ({ rule }) => text(rule) },
    {
      key: 'identity',
      label: 'Under which description of you',
      of: ({ identityId }) => guide.description(identityId),
    },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

interface FileOf {
  readonly query: number;
  readonly file: HeldFile;
}

function fileColumns(held: Held): Column<FileOf>[] {
  const guide = guideTo(held);
  return [
    { key: 'query', label: 'To question number', of: ({ query }) => count(query) },
    { key: 'file', label: 'The file, to be saved', of: ({ file }) => ({ kind: 'FILE', ...file }) },
    { key: 'bytes', label: 'Bytes', of: ({ file }) => count(file.bytes) },
    { key: 'sha256', label: 'Its mark (SHA-256)', of: ({ file }) => text(file.sha256) },
    { key: 'sentBy', label: 'Added by', of: ({ file }) => text(file.sentBy) },
    { key: 'sentAs', label: 'As', of: ({ file }) => words.role(file.sentAs) },
    {
      key: 'organisation',
      label: 'Who works for',
      of: ({ file }) => guide.organisation(file.organisation),
    },
    { key: 'recordedAt', label: 'Written down', of: ({ file }) => moment(file.recordedAt) },
  ];
}

interface AnswerOf {
  readonly query: number;
  readonly answer: HeldAnswer;
}

function answerColumns(held: Held): Column<AnswerOf>[] {
  const guide = guideTo(held);
  return [
    { key: 'query', label: 'To question number', of: ({ query }) => count(query) },
    {
      key: 'outcome',
      label: 'What was found',
      of: ({ answer }) => asked.queryOutcome(answer.outcome),
    },
    { key: 'words', label: 'Answer', of: ({ answer }) => text(answer.words) },
    { key: 'answeredBy', label: 'Answered by', of: ({ answer }) => text(answer.answeredBy) },
    { key: 'answeredAs', label: 'As', of: ({ answer }) => words.role(answer.answeredAs) },
    {
      key: 'organisation',
      label: 'Who works for',
      of: ({ answer }) => guide.organisation(answer.organisation),
    },
    { key: 'recordedAt', label: 'Written down', of: ({ answer }) => moment(answer.recordedAt) },
  ];
}

function noticeColumns(held: Held): Column<HeldNotice>[] {
  const guide = guideTo(held);
  const movements = held.accounts.flatMap((account) => account.movements);
  return [
    {
      key: 'account',
      label: 'From account number',
      of: ({ accountId }) => numberIn(held.accounts, accountId),
    },
    { key: 'stream', label: 'Kind of support', of: ({ stream }) => guide.stream(stream) },
    { key: 'funder', label: 'Who asks', of: ({ funder }) => guide.organisation(funder) },
    { key: 'amount', label: 'Amount', of: ({ amount }) => money(amount) },
    { key: 'reasons', label: 'Why', of: ({ reasons }) => text(reasons) },
    { key: 'law', label: 'By which law', of: ({ law }) => text(law) },
    { key: 'noticedOn', label: 'Written on', of: ({ noticedOn }) => day(noticedOn) },
    {
      key: 'reconsiderBy',
      label: 'You can ask for it to be looked at again until',
      of: ({ reconsiderBy }) => day(reconsiderBy),
    },
    { key: 'dueBy', label: 'To be paid by', of: ({ dueBy }) => day(dueBy) },
    {
      key: 'payments',
      label: 'Given back by movement number',
      none: 'nothing yet',
      of: ({ payments }) =>
        payments.length === 0 ? null : listOf(payments.map((id) => numberIn(movements, id))),
    },
    { key: 'noticedBy', label: 'Written by', of: ({ noticedBy }) => text(noticedBy) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
    { key: 'withdrawnBy', label: 'Taken back by', of: ({ withdrawnBy }) => text(withdrawnBy) },
    { key: 'withdrawnAt', label: 'Taken back', of: ({ withdrawnAt }) => moment(withdrawnAt) },
    {
      key: 'withdrawnReason',
      label: 'Taken back because',
      of: ({ withdrawnReason }) => text(withdrawnReason),
    },
  ];
}

function carryColumns(held: Held): Column<HeldCarryForward>[] {
  const guide = guideTo(held);
  return [
    { key: 'year', label: 'Year', of: ({ year }) => text(year) },
    {
      key: 'account',
      label: 'In account number',
      of: ({ accountId }) => numberIn(held.accounts, accountId),
    },
    { key: 'stream', label: 'Kind of support', of: ({ stream }) => guide.stream(stream) },
    { key: 'funder', label: 'Who pays', of: ({ funder }) => guide.organisation(funder) },
    { key: 'kept', label: 'Kept for you', of: ({ kept }) => money(kept) },
    { key: 'toReturn', label: 'May be asked back', of: ({ toReturn }) => money(toReturn) },
    {
      key: 'contingency',
      label: 'Set aside for emergencies',
      of: ({ contingency }) => money(contingency),
    },
    { key: 'rule', label: 'By which rule', of: ({ rule }) => text(rule) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

function reviewColumns(held: Held): Column<HeldSupportReview>[] {
  const guide = guideTo(held);
  return [
    { key: 'stream', label: 'Kind of support', of: ({ stream }) => guide.stream(stream) },
    { key: 'kind', label: 'What was looked at', of: ({ kind }) => asked.reviewKind(kind) },
    { key: 'heldOn', label: 'On', of: ({ heldOn }) => day(heldOn) },
    {
      key: 'organisation',
      label: 'By whom',
      of: ({ organisation }) => guide.organisation(organisation),
    },
    { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
    {
      key: 'identity',
      label: 'Under which description of you',
      of: ({ identityId }) => guide.description(identityId),
    },
  ];
}
