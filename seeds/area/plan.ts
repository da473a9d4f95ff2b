import type { PlainDate } from '../../src/values/plain-date.ts';

/** What a synthetic area is to be: its size, its day, and the codes of the bodies that send files. */
export interface AreaPlan {
  readonly people: number;
  /** Another seed, another area; the same seed, the same area to the letter. */
  readonly seed: number;
  /** The day it is there: files are what would have been sent by then, for this year and the last. */
  readonly day: PlainDate;
  /** The councils that pay for social care; six in ten people are the first one's. */
  readonly councils: readonly string[];
  readonly icb: string;
  /** One trust for each council, in order; counted round when there are fewer. */
  readonly trusts: readonly string[];
  /** Sends the mental health clusters and the contacts of placement support. */
  readonly mentalHealthTrust: string;
  /** The council that sends housing benefit, grants, lettings and housing support. */
  readonly housingAuthority: string;
  /** On average, for each person with an NHS number; 4 when left out. */
  readonly activityPerPerson?: number;
  /** The last day that continuing-healthcare reports speak for; the end of last month if left out. */
  readonly continuingCareUntil?: PlainDate;
}
