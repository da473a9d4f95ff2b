/** As in `PRIVACY`: what people have said about showing their money, and who acts for them. */
export const WISHES_PRIVACY = {
  'Wish.id': 'opaque-id',
  'Wish.kind': 'status',
  'Wish.stream': 'container',
  'Wish.to': 'status',
  'Wish.purpose': 'support',
  'Wish.givenBy': 'status',
  'Wish.evidence': 'support',
  'Wish.firstDay': 'status',
  'Wish.lastDay': 'status',
  'Wish.recordedAt': 'status',
  'Wish.endedAt': 'status',

  'Representative.id': 'opaque-id',
  'Representative.kind': 'status',
  'Representative.evidence': 'support',
  'Representative.streams': 'container',
  'Representative.firstDay': 'status',
  'Representative.lastDay': 'status',
  'Representative.recordedAt': 'status',
  'Representative.suspendedAt': 'status',
  'Representative.endedAt': 'status',
} as const;
