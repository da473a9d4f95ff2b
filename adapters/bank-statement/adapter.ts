import type { Adapter } from '../../src/deliveries/adapter.ts';
import type { Books } from '../../src/deliveries/money-line.ts';
import { layout } from './format.ts';
import { StatementSurvey } from './survey.ts';
import { StatementTranslation } from './translate.ts';

/** The statement of one account, as banks export it. Brings money that has moved, and no award. */
export const bankStatement: Adapter = {
  code: 'bank-statement',
  name: 'bank statements',
  streams: [],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  books: 'ONE_ACCOUNT',
  open: (context) => {
    const survey = new StatementSurvey();
    const translation = new StatementTranslation(context, context.books as Books, survey);
    return {
      layout,
      survey: (row) => survey.note(row),
      surveyed: () => survey.finish(),
      translate: (row) => translation.translate(row),
    };
  },
};
