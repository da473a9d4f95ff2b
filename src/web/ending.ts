/**
 * When somebody is warned that they will be signed out: two minutes before. With no script, and without
 * loading the page again: that would throw away what they are typing. A style sheet shows the warning,
 * which a screen reader then reads out, and a link in it opens a page that gives more time. Source: WCAG
 * 2.2 criterion 2.2.1.
 */
const WARNED_BEFORE = 2;

/** After how many whole minutes a page shows the warning. */
export function warnAfter(endsAt: number, now: number): number {
  return Math.max(0, Math.floor((endsAt - now) / 60_000) - WARNED_BEFORE);
}

/** The style sheet that shows it after so many minutes. */
export const endingStyle = (minutes: number): string =>
  `.op-ending{animation:op-appear 1ms linear ${minutes * 60}s forwards}@keyframes op-appear{to{visibility:visible}}`;
