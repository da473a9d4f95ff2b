import type { Viewer } from '../access/viewer.ts';

/** Where somebody of each role begins. */
export function homeFor({ role }: Pick<Viewer, 'role'>): string {
  switch (role) {
    case 'care-team':
    case 'finance':
      return '/people';
    case 'operator':
      return '/deliveries';
    case 'analyst':
      return '/pools';
    default:
      return '/';
  }
}
