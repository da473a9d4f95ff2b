/**
 * Test numbers for identity checks: NHS numbers from the national test sets and the Modulus 11 rule,
 * NINOs from HMRC's rule. None belongs to a person. Spaces inside the quotes matter.
 */
export const NHS_NUMBERS: readonly (readonly [text: string, valid: boolean])[] = [
  ['1234567890', false],
  ['5900046192', true],
  ['5900056597', true],
  ['5900057208', true],
  ['5900059332', true],
  ['9000000000', false],
  ['9000000017', true],
  ['9434765919', true],
  ['9733162043', true],
  ['9733162868', true],
  ['9736363015', true],
  ['9736363074', true],
  ['9876543210', true], // looks made up and is valid all the same
];

export const NINOS: readonly (readonly [text: string, valid: boolean])[] = [
  [' AB123456C', false], // leading space
  ['A123456C', false],
  ['AB1234567C', false],
  ['AB123456C', true],
  ['AB123456C ', false], // trailing space
  ['AB123456E', false], // suffix
  ['AO123456C', false], // second letter
  ['BG123456C', false], // prefix
  ['CS100700A', true],
  ['NT123456C', false], // prefix
  ['TN123456C', false], // prefix
  ['ZZ123456C', false], // prefix
  ['ab123456c', false], // lower case
];

/** The published form of a postcode, in either case. */
export const POSTCODE =
  /^(([A-Z]{1,2}[0-9][A-Z0-9]?|ASCN|STHL|TDCU|BBND|[BFS]IQQ|PCRN|TKCA) ?[0-9][A-Z]{2}|BFPO ?[0-9]{1,4}|(KY[0-9]|MSR|VG|AI)[ -]?[0-9]{4}|[A-Z]{2} ?[0-9]{2}|GE ?CX|GIR ?0A{2}|SAN ?TA1)$/i;
