import type { RecordedByFunder } from '../awards/award.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** Who recorded an award, and what stands in its place, as the store reads it. */
export interface RecordedCell {
  as: string;
  at: string;
  evidence: string;
  ended: { until: PlainDate; reason: string; evidence: string; at: string } | null;
  superseded: RecordedByFunder['superseded'];
  /** The day after the last on which it counts; null where nothing has ended it. */
  until: PlainDate | null;
}

export function recordedOf({
  as,
  at,
  evidence,
  ended,
  superseded,
}: RecordedCell): RecordedByFunder {
  return {
    ...{ role: as, at: new Date(at), evidence, superseded },
    ended: ended && {
      ...{ from: ended.until, reason: ended.reason, evidence: ended.evidence },
      at: new Date(ended.at),
    },
  };
}
