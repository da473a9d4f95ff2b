import { financialYearOf } from '../values/financial-year.ts';
import { dayInWords } from './day-in-words.ts';
import { count, type ExportDocument, type Section, type Table, tableOf, text } from './document.ts';
import type { Held } from './held.ts';
import { accountSections } from './sections-accounts.ts';
import { assessmentSections } from './sections-assessments.ts';
import { awardSections } from './sections-awards.ts';
import { budgetSections, figuresTable } from './sections-budgets.ts';
import { deferredSections } from './sections-deferred.ts';
import { expectedSections } from './sections-expected.ts';
import { lineSections } from './sections-lines.ts';
import { needSections } from './sections-needs.ts';
import { otherSections } from './sections-others.ts';
import { questionSections } from './sections-questions.ts';
import { recordedSections } from './sections-recorded.ts';
import { totalsSections } from './sections-totals.ts';
import { whoSections } from './sections-who.ts';

/**
 * Everything held about one person, for that person to read: where each part came from and when,
 * what is left out and why, and what they can do. Source: UK GDPR article 15; words for somebody who
 * is tired and does not like figures.
 */
export function subjectAccessOf(held: Held): ExportDocument {
  const parts = [
    ...budgetSections(held),
    ...whoSections(held),
    ...totalsSections(held),
    ...awardSections(held),
    ...recordedSections(held),
    ...needSections(held),
    ...assessmentSections(held),
    ...deferredSections(held),
    ...accountSections(held),
    ...lineSections(held),
    ...expectedSections(held),
    ...questionSections(held),
    ...otherSections(held),
  ];
  const sections = [summary(held, parts), ...parts, LEFT_OUT, RIGHTS];
  return { title: 'Everything that is held about you', madeOn: held.today, sections };
}

function summary(held: Held, parts: readonly Section[]): Section {
  const { today, restrictions } = held;
  const isRestricted = restrictions.some(({ endedAt }) => endedAt === null);
  const notes = [
    `This is a copy of everything that this service held about ${nameOf(held) ?? 'you'} on ${dayInWords(today)}. It is yours, and about you alone.`,
    `${organisationsIn(held)} This service puts what they sent together, so that you and those who work with you can see all of your support in one place, whoever pays.`,
    'You need not read all of it. Go to the part that you want from the list above.',
    'Keep this copy safe. It tells of your money, your care and who you are.',
    ...(isRestricted
      ? ['Your address is kept from others, and it is in this copy. Take care who sees it.']
      : []),
  ];
  const current = held.budgets.find(({ year }) => year === financialYearOf(today));
  const tables = current
    ? [figuresTable('thisYear', `Your money this year, ${current.year}`, current)]
    : [];
  return { key: 'summary', title: 'In short', notes, tables: [...tables, contents(parts)] };
}

/** As a source that counts now gives it, the newest first. */
function nameOf({ identities }: Held): string | null {
  const named = identities.filter(({ isLive, surname }) => isLive && surname !== null).at(-1);
  if (!named) return null;
  return [named.givenNames, named.surname].filter((part) => part !== null).join(' ');
}

function organisationsIn({ deliveries, names }: Held): string {
  const senders = [...new Set(deliveries.map(({ sender }) => names.organisation(sender)))].sort();
  if (senders.length === 0) return 'No organisation has sent a file about you.';
  return `It was sent by ${senders.join(', ')}.`;
}

/** How much there is in each part. */
function contents(parts: readonly Section[]): Table {
  return tableOf(
    { key: 'contents', caption: 'How much is in each part', layout: 'GRID' },
    [
      { key: 'part', label: 'Part', of: ({ title }) => text(title) },
      {
        key: 'entries',
        label: 'Entries',
        of: ({ tables }) => count(tables.reduce((sum, { rows }) => sum + rows.length, 0)),
      },
    ],
    parts,
  );
}

/** In the same words for everybody, whether or not anything is left out: it must betray nothing. */
const LEFT_OUT: Section = {
  key: 'leftOut',
  title: 'What can be left out, and why',
  notes: [
    'These words are the same in everybody’s copy. They do not mean that something of yours is left out.',
    'What is about somebody else is left out, even where it was once put together with what is yours. So are the names of staff who looked: you are told what they are and whom they work for.',
    'The Caldicott Guardian, who looks after people’s information, can hold back for a time that somebody looked or opened a record. That is done where telling it could do serious harm, or get in the way of an enquiry. Ask for another copy later.',
    'Rows of a file that could not be read are not kept, so they cannot be shown. A file that is just being taken in is not shown until that is done.',
    'What each organisation keeps in its own systems is not held here. Ask each of them for it.',
  ],
  tables: [],
};

const RIGHTS: Section = {
  key: 'rights',
  title: 'What you can do',
  notes: [
    'If something is wrong, you can have it put right. Ask the organisation that sent it; each part says who that is.',
    'You can object to your information being shown to others, or agree to it, and you can take back what you said. You can ask that less is done with it, and in some cases that it is erased.',
    'You can opt out of your health and care information being used for planning and research. That does not change your own care.',
    'No decision about your support is made here by a program alone. A program only puts descriptions together that are very likely yours, and you can ask for somebody to look at that.',
    'How long something is kept is decided by the organisation that sent it. Ask it.',
    'If you are not happy with how your information is used, tell the organisation that gave you this copy. You can also complain to the Information Commissioner’s Office: ico.org.uk, telephone 0303 123 1113.',
  ],
  tables: [],
};
