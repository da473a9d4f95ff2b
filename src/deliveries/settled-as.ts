/** What somebody decided that a waiting line was. */
export type SettledAs =
  | { readonly as: 'DEPOSIT'; readonly stream: string; readonly funder: string }
  | { readonly as: 'CONTRIBUTION'; readonly stream: string }
  | { readonly as: 'SPENDING'; readonly purpose: string; readonly payee: string }
  | { readonly as: 'HOLD'; readonly hold: string }
  | { readonly as: 'REFUND'; readonly movement: string }
  | { readonly as: 'NOT_OURS'; readonly reason: string };
