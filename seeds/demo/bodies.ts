import { parsePlainDate } from '../../src/values/plain-date.ts';

/** The day the demonstration stands still at: its years are 2026-27 and 2025-26. */
export const DEMO_DAY = parsePlainDate('2026-06-15');
export const DEMO_YEAR = '2026-27';
export const DEMO_AREA = 'Sheffield and its neighbours (invented people)';

/** Real bodies, by their codes in the reference data; everybody and every amount is invented. */
export const SHEFFIELD = 'E08000039';
export const BARNSLEY = 'E08000038';
/** Where many of the homes are: it sends the housing files, whichever council pays for care there. */
export const ROTHERHAM = 'E08000018';
export const CARE_BOARD = 'QF7';
export const SHEFFIELD_HOSPITALS = 'RHQ';
export const BARNSLEY_HOSPITAL = 'RFF';
/** Sheffield's trust for mental health, whose employment advisers sit in its teams. */
export const MENTAL_HEALTH_TRUST = 'TAH';
export const DWP = 'DWP';
