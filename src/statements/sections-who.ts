import {
  type Cell,
  type Column,
  count,
  day,
  listOf,
  moment,
  pairsOf,
  type Section,
  tableOf,
  text,
  yesNo,
} from './document.ts';
import { type Guide, guideTo } from './guide.ts';
import type { Held, HeldComparison, HeldIdentity, HeldLink } from './held.ts';
import * as words from './words.ts';

/** Who the person is, as every source tells it, and why all of that is taken to be one person. */
export function whoSections(held: Held): Section[] {
  return [descriptions(held), links(held)];
}

function descriptions(held: Held): Section {
  const about = { key: 'descriptions', caption: 'Description of you', layout: 'CARDS' } as const;
  return {
    key: 'whoYouAre',
    title: 'Who you are, as each organisation describes you',
    notes: [
      'Every organisation writes down who you are in its own way. Each way is shown here as it was sent, with its own number.',
      'If something is wrong, ask the organisation that sent it to put it right. It will be right here when its next file comes.',
    ],
    tables: [tableOf(about, descriptionColumns(held), held.identities)],
  };
}

function descriptionColumns(held: Held): Column<HeldIdentity>[] {
  const guide = guideTo(held);
  const said =
    (take: (identity: HeldIdentity) => Cell) =>
    (identity: HeldIdentity): Cell =>
      identity.isDoubtful ? null : take(identity);
  return [
    { key: 'description', label: 'Number', of: ({ id }) => guide.description(id) },
    { key: 'source', label: 'Who says so', of: (each) => sourceOf(each, guide) },
    { key: 'givenNames', label: 'First names', of: said((each) => text(each.givenNames)) },
    { key: 'surname', label: 'Surname', of: said((each) => text(each.surname)) },
    { key: 'birthDate', label: 'Date of birth', of: said((each) => day(each.birthDate)) },
    { key: 'deathDate', label: 'Date of death', of: said((each) => day(each.deathDate)) },
    { key: 'postcode', label: 'Postcode', of: said((each) => text(each.postcode)) },
    { key: 'nhsNumber', label: 'NHS number', of: said((each) => text(each.nhsNumber)) },
    { key: 'nino', label: 'National Insurance number', of: said((each) => text(each.nino)) },
    { key: 'localId', label: 'Its own number for you', of: said((each) => text(each.localId)) },
    {
      key: 'numbering',
      label: 'That number is used in',
      of: ({ namespace }) => text(held.names.format(namespace)),
    },
    { key: 'files', label: 'Told by', of: ({ id }) => listOf(filesOf(held, id, guide)) },
    { key: 'recordedAt', label: 'First seen here', of: (each) => moment(each.recordedAt) },
    {
      key: 'counts',
      label: 'Used now',
      of: ({ isLive }) => yesNo(isLive),
    },
    {
      key: 'notShown',
      label: 'Not shown',
      of: ({ isDoubtful }) =>
        isDoubtful
          ? text('It was taken back and may describe somebody else, so what it says is left out.')
          : null,
    },
  ];
}

const RECORDED_LINK = 'recorded-link';

const sourceOf = ({ source }: HeldIdentity, guide: Guide): Cell =>
  source === RECORDED_LINK ? text('a link that somebody wrote down') : guide.organisation(source);

function filesOf({ deliveries }: Held, identityId: string, guide: Guide): Cell[] {
  return deliveries
    .filter(({ identityIds }) => identityIds.includes(identityId))
    .map(({ id }) => guide.file(id));
}

function links(held: Held): Section {
  const { waitingQuestions: waiting } = held;
  const linked = {
    key: 'links',
    caption: 'Link that somebody wrote down',
    layout: 'CARDS',
  } as const;
  const compared = { key: 'comparisons', caption: 'Comparison', layout: 'CARDS' } as const;
  const notes = [
    'Descriptions with the same NHS number, the same National Insurance number or the same number of one organisation are taken to be one person. So are those below.',
    'Where descriptions have no number in common, a program compares them. It adds up how much speaks for and against them being one person. Where enough speaks for it, they are put together without anybody deciding. You can ask for somebody to look at that again.',
  ];
  const question =
    'There is a question that nobody has decided yet: whether something else that is held is about you. What it is cannot be shown, because it may be about somebody else.';
  return {
    key: 'onePerson',
    title: 'How these are known to be one person',
    notes: waiting > 0 ? [...notes, question] : notes,
    tables: [
      tableOf(linked, linkColumns(held), held.links),
      tableOf(compared, comparisonColumns(held), held.comparisons),
      tableOf(
        { key: 'waiting', caption: 'Questions that wait for somebody to decide', layout: 'GRID' },
        [{ key: 'questions', label: 'How many', of: count }],
        waiting > 0 ? [waiting] : [],
      ),
    ],
  };
}

function linkColumns(held: Held): Column<HeldLink>[] {
  const guide = guideTo(held);
  const doubtful = new Set(held.identities.flatMap(({ id, isDoubtful }) => (isDoubtful ? id : [])));
  return [
    {
      key: 'description',
      label: 'Description',
      of: ({ identityId }) => guide.description(identityId),
    },
    {
      key: 'evidence',
      label: 'What showed it',
      none: 'left out, because it may be about somebody else',
      of: ({ identityId, evidence }) => (doubtful.has(identityId) ? null : text(evidence)),
    },
    { key: 'madeBy', label: 'Written down by', of: ({ madeBy }) => text(madeBy) },
    { key: 'madeAt', label: 'Written down', of: ({ madeAt }) => moment(madeAt) },
    { key: 'undoneBy', label: 'Taken back by', of: ({ undoneBy }) => text(undoneBy) },
    { key: 'undoneAt', label: 'Taken back', of: ({ undoneAt }) => moment(undoneAt) },
  ];
}

function comparisonColumns(held: Held): Column<HeldComparison>[] {
  const guide = guideTo(held);
  return [
    {
      key: 'descriptions',
      label: 'Descriptions compared',
      of: ({ leftId, rightId }) => listOf([leftId, rightId].map(guide.description)),
    },
    { key: 'fields', label: 'What was compared', of: fieldsOf },
    { key: 'weight', label: 'How much speaks for it, in all', of: ({ weight }) => count(weight) },
    {
      key: 'outcome',
      label: 'What the program made of it',
      of: (each) => words.outcome(each.outcome),
    },
    {
      key: 'automatic',
      label: 'Enough to put them together by itself',
      of: ({ evidence }) => yesNo(evidence.automatic),
    },
    {
      key: 'modelVersion',
      label: 'Version of the program’s weights',
      of: ({ modelVersion }) => count(modelVersion),
    },
    { key: 'foundAt', label: 'Compared', of: ({ foundAt }) => moment(foundAt) },
    { key: 'decision', label: 'Somebody decided', of: (each) => words.decision(each.decision) },
    { key: 'decidedBy', label: 'Decided by', of: ({ decidedBy }) => text(decidedBy) },
    { key: 'decidedAt', label: 'Decided', of: ({ decidedAt }) => moment(decidedAt) },
    { key: 'reason', label: 'Why', of: ({ reason }) => text(reason) },
  ];
}

/** Each field, how the two agree in it and what that weighs: the evidence holds no value of either. */
function fieldsOf({ evidence }: HeldComparison): Cell {
  return listOf(
    evidence.fields.map(({ field, level, weight }) =>
      pairsOf([
        { label: 'Compared', value: words.matchField(field) },
        { label: 'They are', value: words.matchLevel(level) },
        { label: 'Speaks for it (below 0: against it)', value: count(weight) },
      ]),
    ),
  );
}
