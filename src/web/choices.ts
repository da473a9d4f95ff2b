import type { ToldAward } from '../awards/award.ts';
import {
  askable,
  CHOICE_RULES,
  type Choice,
  choicesOf,
  isOver,
  type Openness,
} from '../awards/choice.ts';
import type { IntegratedBudget, StreamBudget } from '../budgets/budget.ts';
import type { RuleBook } from '../streams/money-rule.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import type { Page } from './page.ts';

/** What a person may choose about one line, each in a sentence. */
export interface ShownChoices {
  /** The message of each choice: `TAKE_MONEY-RIGHT`. */
  readonly said: readonly `${Choice}-${Openness}`[];
  /** The laws and policies that say so, each once, with whether it is a policy. */
  readonly rules: readonly { readonly source: string; readonly local: boolean }[];
  /** Whether there is anything to ask for: the page then leads to where it is asked. */
  readonly mayAsk: boolean;
  /** Nothing is left to choose: it has ended, or is finished. */
  readonly over: boolean;
}

/** The rules of choices, of all who pay for a budget. */
export function choiceRules(page: Page, { streams }: IntegratedBudget): Promise<RuleBook> {
  const funders = [...new Set(streams.map(({ funder }) => funder.code))];
  return ruleBook(page.db, CHOICE_RULES, funders, page.today);
}

/** What is open about one award of a stream. */
export function shownChoices(
  { today }: Page,
  { stream, funder }: StreamBudget,
  award: ToldAward,
  book: RuleBook,
): ShownChoices {
  const over = isOver(award, today);
  const { mode, legalBasis } = award;
  // Whoever pays decides, where several share it by a decision.
  const asked = { stream: stream.code, nature: stream.nature, mode, legalBasis, over };
  const open = choicesOf({ ...asked, funder: funder.code as ToldAward['funder'] }, book, today);
  const sources = new Map(
    open.flatMap(({ source, local }) => (source === null ? [] : [[source, local]])),
  );
  return {
    said: open.map((each) => `${each.choice}-${each.open}` as const),
    rules: [...sources].map(([source, local]) => ({ source, local })),
    mayAsk: askable(open).length > 0,
    over,
  };
}
