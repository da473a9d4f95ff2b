import { randomUUID } from 'node:crypto';
import { askQuery } from '../queries/ask-query.ts';
import { type Changeable, changeableFor } from '../queries/change-asked.ts';
import { CHANGES_ASKED } from '../queries/query.ts';
import { QueryRefused } from '../queries/refusals.ts';
import { contactsOf } from '../streams/contacts-store.ts';
import { lastDayOf } from './days.ts';
import { FILE_PROBLEMS, filesOf, limitsOf } from './evidence.ts';
import type { Page } from './page.ts';
import type { Asked, PageAnswer, PageRoute, Sent } from './route.ts';

/** A person asks to have other support than they do, the money, or some of each. */
export const change: PageRoute = {
  path: '/change',
  filesUpTo: 'EVIDENCE',
  get: (page, { query }) => shown(page, query, null),
  post: async (page, sent) => {
    const refused = await asked(page, sent);
    return refused === null ? { to: '/questions?done=change' } : shown(page, sent.fields, refused);
  },
};

/** Which field is wrong, and the message that says why. */
interface Refusal {
  readonly field: 'choice' | 'words' | 'files';
  readonly code: string;
}

async function asked(page: Page, { fields, files: sent }: Sent): Promise<Refusal | null> {
  const { award = '', words = '', key = '' } = fields;
  const person = await page.own();
  const choice = CHANGES_ASKED.find((each) => each === fields.choice);
  if (!person) return { field: 'words', code: 'OTHER' };
  if (!choice) return { field: 'choice', code: 'CHOOSE' };
  if (words.trim() === '') return { field: 'words', code: 'BLANK' };
  try {
    const about = { about: 'CHANGE', id: award, choice } as const;
    const files = await filesOf(page, sent);
    const request = { person: { id: person.id }, about, words, files, idempotencyKey: key };
    await askQuery(page.db, page.viewer, request, page.today);
    return null;
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    const { code } = error;
    if (code === 'CHOICE_NOT_OPEN') return { field: 'choice', code };
    if (FILE_PROBLEMS.includes(code)) return { field: 'files', code };
    return { field: 'words', code: code === 'BAD_TEXT' ? code : 'OTHER' };
  }
}

async function shown(
  page: Page,
  said: Asked['query'],
  refused: Refusal | null,
): Promise<PageAnswer> {
  const person = await page.own();
  const found = person && (await changeableFor(page.db, person, said.award ?? '', page.today));
  if (!person || !found) return null;
  page.tells(person, [found.award.stream]);
  const [contact] = await contactsOf(page.db, [found.award.funder], page.today);
  return {
    view: 'change',
    status: refused ? 422 : 200,
    model: {
      ...{ ...ofAward(found), contact: contact ?? null, asOf: page.today, refused },
      ...limitsOf(page),
      ...{ key: said.key ?? randomUUID(), chosen: said.choice ?? null, words: said.words ?? '' },
    },
  };
}

function ofAward({ award, choices }: Changeable) {
  const { id, description, stream, funderName, mode, basis, from, until } = award;
  return {
    ...{ award: id, what: description, stream, funder: funderName },
    ...{ mode: basis === 'CEILING' ? null : mode, firstDay: from, lastDay: lastDayOf(until) },
    choices: choices.map(({ choice, open }) => ({ choice, open })),
  };
}
