import type { FundingDecision, FundingShare } from '../../src/awards/share.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { decimal } from '../../src/values/ratio.ts';
import { days } from './drafts.ts';

/** Shares as on the command line: `E08000039=50,QF7=50`. */
export function shares(text: string): FundingShare[] {
  return text.split(',').map((each) => {
    const [funder, percent] = each.split('=') as [OrganisationCode, string];
    return { funder, percent: decimal(percent) };
  });
}

let decided = 0;

/** A decision on adult social care from the first to the last day, agreed unless told who pays. */
export function decision(
  text: string,
  first: string,
  last?: string,
  more: { readonly interimPayer?: string; readonly stream?: string } = {},
): FundingDecision {
  decided += 1;
  const interimPayer = (more.interimPayer ?? null) as OrganisationCode | null;
  return {
    id: `decision-${decided}`,
    stream: more.stream ?? 'adult-social-care',
    days: days(first, last),
    state: interimPayer === null ? 'AGREED' : 'DISPUTED',
    interimPayer,
    funders: shares(text),
  };
}
