/** Everything that is noted when it changes. Opaque ids, codes and reasons; nothing about a person. */
export type AuditEvent =
  | {
      readonly action: 'delivery-loaded';
      readonly delivery: string;
      readonly adapter: string;
      readonly sender: string;
      readonly rows: number;
      readonly rejected: number;
    }
  | {
      readonly action: 'delivery-refused';
      readonly adapter: string;
      readonly sender: string;
      readonly reason: string;
    }
  | {
      readonly action: 'delivery-withdrawn';
      readonly delivery: string;
      readonly reason: string;
    }
  | {
      readonly action: 'usage-published';
      readonly publication: string;
      readonly pool: string;
      readonly year: string;
      readonly part: string;
    }
  | {
      readonly action: 'figures-published';
      readonly publication: string;
      readonly subject: string;
      readonly year: string;
      readonly part: string;
    }
  | {
      /** What an analyst asked of figures of the whole area: codes of fixed lists, and of nobody. */
      readonly action: 'figures-asked';
      readonly subject: string;
      readonly year: string;
      readonly by: readonly string[];
      readonly filters?: readonly {
        readonly dimension: string;
        readonly codes: readonly string[];
      }[];
    }
  | {
      /** What an analyst asked of a pool: codes of fixed lists, and of nobody. */
      readonly action: 'usage-asked';
      readonly pool: string;
      readonly year: string;
      readonly by: readonly string[];
      readonly filters: readonly {
        readonly dimension: string;
        readonly codes: readonly string[];
      }[];
    }
  | { readonly action: 'people-linked' | 'people-unlinked'; readonly link: string }
  | {
      readonly action: 'match-decided';
      readonly review: string;
      readonly decision: string;
      /** Marks by which the same request is known again; they tell nothing of what it said. */
      readonly key: string;
      readonly request: string;
    }
  | {
      /** The figures themselves stay with the version. */
      readonly action: 'match-model-loaded';
      readonly version: number;
      readonly sha256: string;
    }
  | {
      readonly action: 'relationship-started' | 'relationship-ended';
      readonly subject: string;
      readonly person: string;
    }
  | {
      readonly action: 'wish-recorded';
      readonly wish: string;
      readonly kind: string;
      /** Null: every stream. */
      readonly stream: string | null;
      /** Null: every sector. */
      readonly to: string | null;
    }
  | {
      /** What they chose stays with the choice. */
      readonly action: 'reading-chosen';
      readonly reading: string;
      readonly person: string;
    }
  | { readonly action: 'wishes-ended'; readonly wishes: readonly string[] }
  | {
      readonly action: 'representative-recorded';
      readonly representative: string;
      readonly person: string;
      readonly kind: string;
      /** Null: every stream. */
      readonly streams: readonly string[] | null;
    }
  | { readonly action: 'representative-suspended'; readonly representative: string }
  | { readonly action: 'representatives-ended'; readonly representatives: readonly string[] }
  | {
      /** For work with a reason, or in an emergency; the reason itself may be about the person. */
      readonly action: 'record-opened' | 'glass-broken';
      readonly opening: string;
      readonly person: string;
    }
  | { readonly action: 'opening-reviewed'; readonly opening: string }
  | {
      /** Why is not here: it may be about the person. */
      readonly action: 'record-restricted';
      readonly restriction: string;
      readonly person: string;
    }
  | { readonly action: 'restrictions-ended'; readonly restrictions: readonly string[] }
  | {
      readonly action: 'opt-out-recorded';
      readonly optOut: string;
      readonly person: string;
    }
  | { readonly action: 'opt-outs-ended'; readonly optOuts: readonly string[] }
  | { readonly action: 'person-exported'; readonly person: string; readonly format: string }
  | {
      /** For somebody who does not sign in; the statement's number says its days and version. */
      readonly action: 'statement-printed';
      readonly person: string;
      readonly organisation: string | null;
      readonly number: string;
      readonly why: string;
    }
  | {
      readonly action: 'means-assessed';
      readonly assessment: string;
      readonly person: string;
      readonly council: string;
    }
  | {
      readonly action: 'award-recorded';
      readonly award: string;
      readonly person: string;
      readonly stream: string;
      readonly funder: string;
    }
  | {
      readonly action: 'award-ended';
      readonly award: string;
      readonly person: string;
      /** The first day on which it counts no more. */
      readonly from: string;
    }
  | { readonly action: 'amount-told'; readonly told: string; readonly person: string }
  | {
      /** What the need is stays with it. */
      readonly action: 'unmet-need-recorded' | 'unmet-need-ended';
      readonly unmetNeed: string;
      readonly person: string;
    }
  | {
      /** What was deferred, repaid or valued stays with the agreement. */
      readonly action: 'deferred-payment-agreed' | 'deferred-entry-recorded';
      readonly agreement: string;
      readonly person: string;
      readonly council: string;
    }
  | {
      readonly action: 'top-up-recorded';
      readonly topUp: string;
      readonly person: string;
      readonly council: string;
    }
  | { readonly action: 'organisation-added'; readonly organisation: string }
  | {
      /** Whom people ring; the name and the number stay with the contact. */
      readonly action: 'organisation-contact-kept';
      readonly organisation: string;
      readonly from: string;
    }
  | { readonly action: 'funding-decided'; readonly decision: string; readonly stream: string }
  | {
      readonly action: 'funding-ended';
      readonly stream: string;
      readonly from: string;
      readonly ended: readonly string[];
      /** What held before that day, recorded anew. */
      readonly decisions: readonly string[];
    }
  | {
      readonly action: 'tariffs-loaded';
      readonly sha256: string;
      readonly rows: number;
      readonly added: number;
      /** Whether prices were taken as known from days before the day of loading. */
      readonly history: boolean;
    }
  | {
      readonly action: 'account-opened';
      readonly account: string;
      readonly host: string;
      readonly mode: string;
    }
  | {
      /** What a line of a bank or a payment run was decided to be; why is not here. */
      readonly action: 'line-settled';
      readonly line: string;
      readonly account: string;
      readonly as: string;
    }
  | {
      readonly action: 'payments-scheduled';
      readonly schedule: string;
      readonly account: string;
      readonly stream: string;
      readonly funder: string;
    }
  | {
      /** Why is not here: it may be about the person. */
      readonly action: 'payment-schedule-ended';
      readonly schedule: string;
      readonly account: string;
    }
  | {
      readonly action: 'surplus-offset';
      readonly schedule: string;
      readonly account: string;
      readonly dueOn: string;
    }
  | {
      readonly action: 'reclaim-noticed' | 'reclaim-withdrawn';
      readonly notice: string;
      readonly account: string;
    }
  | { readonly action: 'query-asked'; readonly query: string; readonly about: string }
  | { readonly action: 'query-answered'; readonly query: string; readonly outcome: string }
  | {
      /** Its name and what it holds stay with the file. */
      readonly action: 'evidence-attached';
      readonly query: string;
      readonly file: string;
    }
  | {
      readonly action: 'review-recorded';
      readonly review: string;
      readonly kind: string;
      readonly stream: string;
    }
  | { readonly action: 'year-closed'; readonly host: string; readonly year: string }
  | {
      readonly action: 'deprivation-loaded';
      readonly source: string;
      readonly rows: number;
      readonly added: number;
    }
  | {
      readonly action: 'charging-rates-loaded' | 'deferred-rates-loaded';
      readonly rows: number;
      readonly added: number;
      readonly history: boolean;
    }
  | {
      readonly action: 'money-rules-loaded';
      readonly rows: number;
      readonly added: number;
      readonly history: boolean;
    }
  | {
      /** How much of each was new; what it says stays with the pool. */
      readonly action: 'pool-loaded';
      readonly pool: string;
      readonly agreement: string;
      readonly added: Readonly<Record<string, number>>;
      readonly history: boolean;
    }
  | {
      readonly action: 'pool-entry-recorded';
      readonly entry: string;
      readonly pool: string;
      readonly kind: string;
    }
  | { readonly action: 'contracts-loaded'; readonly contracts: readonly string[] }
  | {
      readonly action: 'read-held-back';
      readonly read: string;
      /** The first day on which the person is told of it. */
      readonly until: string;
      readonly reason: string;
      readonly by: string;
    }
  | {
      readonly action: 'source-expected';
      readonly stream: string;
      readonly adapter: string;
      readonly organisation: string;
    };
