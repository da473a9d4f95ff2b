/** What cannot be recorded: which field, a code, and why in words to act on. */
export class ChargingRefused extends Error {
  override readonly name: string = 'ChargingRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}
