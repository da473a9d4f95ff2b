/** What money may be spent on. */
export interface Purpose {
  readonly code: string;
  readonly name: string;
}

/** A purpose as reference data gives it, in the order in which people are shown them. */
export interface PurposeRecord extends Purpose {
  readonly source: string;
}

/** A stream that may fund a purpose, and by which rule. */
export interface StreamPurpose {
  readonly stream: string;
  readonly purpose: string;
  readonly source: string;
}

/** A stream whose money nobody holds in an account for a person, and why in words. */
export interface UndepositableStream {
  readonly stream: string;
  readonly reason: string;
  readonly source: string;
}
