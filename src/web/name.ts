/** What somebody is called, as far as the reader is told; null where no name is. */
export function nameOf({
  givenNames,
  surname,
}: {
  readonly givenNames: string | null;
  readonly surname: string | null;
}): string | null {
  return [givenNames, surname].filter((part) => part !== null).join(' ') || null;
}
