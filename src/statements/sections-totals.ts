import type { HeldCharacteristic } from './characteristics-held-store.ts';
import { type Column, count, type Section, tableOf, yesNo } from './document.ts';
import { guideTo } from './guide.ts';
import type { Held } from './held.ts';
import { worded } from './words.ts';

/** What is kept of the person for totals of everybody, and shown to nobody but them. */
export function totalsSections(held: Held): Section[] {
  const about = {
    key: 'characteristics',
    caption: 'What files say of you',
    layout: 'GRID',
  } as const;
  return [
    {
      key: 'forTotals',
      title: 'What is kept for totals only',
      notes: [
        'Some files say more of you than your support needs: your sex, your ethnic group, and what kind of support you have. It is kept to see in totals of many people whether money reaches everybody fairly.',
        'Nobody who works with you sees it here, and no total shows it of you. It changes nothing of your support.',
      ],
      tables: [tableOf(about, columnsOf(held), held.characteristics)],
    },
  ];
}

const kindInWords = worded({
  SEX: 'your sex',
  ETHNIC_GROUP: 'your ethnic group',
  CLIENT_GROUP: 'what kind of support you have',
});

const codeInWords = worded({ NOT_KNOWN: 'not known, or you did not want to say' });

function columnsOf(held: Held): Column<HeldCharacteristic>[] {
  const guide = guideTo(held);
  return [
    { key: 'what', label: 'What', of: ({ kind }) => kindInWords(kind) },
    { key: 'said', label: 'What it says', of: ({ code }) => codeInWords(code) },
    { key: 'file', label: 'Told by', of: ({ deliveryId }) => guide.file(deliveryId) },
    { key: 'row', label: 'Row of that file', of: ({ row }) => count(row) },
    { key: 'stands', label: 'Used now', of: ({ stands }) => yesNo(stands) },
  ];
}
