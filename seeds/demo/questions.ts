import type { Viewer } from '../../src/access/viewer.ts';
import type { Database } from '../../src/db/database.ts';
import { type AnswerRequest, answerQuery } from '../../src/queries/answer-query.ts';
import { type AskedAbout, askQuery } from '../../src/queries/ask-query.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { type PlainDate, parsePlainDate } from '../../src/values/plain-date.ts';
import { BARNSLEY } from './bodies.ts';
import { EDITH } from './edith.ts';
import { JAMIE } from './jamie.ts';
import { financeOf } from './money-book.ts';
import { NASREEN } from './nasreen.ts';
import type { Persona } from './persona.ts';
import { REPRESENTATIVE } from './records.ts';

interface Asked {
  readonly of: Persona;
  readonly as: Viewer;
  readonly about: AskedAbout;
  readonly words: string;
  readonly on: PlainDate;
}

/** Two questions that wait, of Jamie and of Edith's daughter, and one of Nasreen that was answered. */
export async function askQuestions(db: Database, jamiesTax: string): Promise<void> {
  await ask(db, {
    ...{ of: JAMIE, as: themself(JAMIE), about: { about: 'MOVEMENT', id: jamiesTax } },
    words: 'I thought Peak Payroll pays the tax out of what I send them. Was it paid twice?',
    on: parsePlainDate('2026-06-09'),
  });
  const daughter = { role: 'representative', subject: REPRESENTATIVE } as const;
  await ask(db, {
    ...{ of: EDITH, as: { ...daughter, organisation: null, nhsNumber: null } },
    about: { about: 'OTHER', stream: 'adult-social-care' },
    words: 'What is my mother’s own part of the bill for the home? Nobody has told us.',
    on: parsePlainDate('2026-06-02'),
  });
  const query = await ask(db, {
    ...{ of: NASREEN, as: themself(NASREEN) },
    about: {
      ...{ about: 'EXPECTED', stream: 'carer-support', funder: BARNSLEY },
      dueOn: parsePlainDate('2026-06-01'),
    },
    words: 'I remember that we said £30.00 a month, and £25.00 came.',
    on: parsePlainDate('2026-06-03'),
  });
  const answer: AnswerRequest = {
    ...{ query, outcome: 'NOT_UPHELD', idempotencyKey: 'demonstration answer' },
    words: 'It is £25.00 a month from 1 May. We have sent you the letter that says so again.',
  };
  await answerQuery(db, financeOf(BARNSLEY), answer, parsePlainDate('2026-06-10'));
}

function themself({ name, nhsNumber }: Persona): Viewer {
  const number = parseNhsNumber(nhsNumber);
  return { role: 'holder', subject: `demo-${name}`, organisation: null, nhsNumber: number };
}

async function ask(db: Database, { of, as, about, words, on }: Asked): Promise<string> {
  const person = { nhsNumber: parseNhsNumber(of.nhsNumber) };
  const request = { person, about, words, idempotencyKey: `demonstration question ${of.name}` };
  return (await askQuery(db, as, request, on)).query.id;
}
