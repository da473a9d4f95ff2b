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
  | { readonly action: 'people-linked' | 'people-unlinked'; readonly link: string }
  | {
      readonly action: 'relationship-started' | 'relationship-ended';
      readonly subject: string;
      readonly person: string;
    }
  | { readonly action: 'organisation-added'; readonly organisation: string }
  | {
      readonly action: 'source-expected';
      readonly stream: string;
      readonly adapter: string;
      readonly organisation: string;
    };
