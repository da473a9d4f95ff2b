/** A published tariff that is what a unit of a service fairly costs, and the unit it is of. */
export interface ReferenceScheme {
  readonly scheme: string;
  readonly per: 'WEEK' | 'HOUR';
}

const CARE_HOME: ReferenceScheme = { scheme: 'care-home-week', per: 'WEEK' };
const HOME_CARE: ReferenceScheme = { scheme: 'home-care-hour', per: 'HOUR' };
const NURSING: ReferenceScheme = { scheme: 'funded-nursing-care', per: 'WEEK' };

/**
 * The services by which support is told apart, as Client Level Data names its components, with what
 * each may be compared with; null where no tariff is of it.
 */
const COMPONENTS: ReadonlyMap<string, ReferenceScheme | null> = new Map([
  ...(['Reablement', 'Day support', 'Meals', 'Transport', 'Equipment'] as const).map(none),
  ['Short term nursing care', CARE_HOME],
  ['Short term residential care', CARE_HOME],
  ['Long term nursing care', CARE_HOME],
  ['Long term residential care', CARE_HOME],
  ['Home support or domiciliary care', HOME_CARE],
  ...(['Direct payment', 'Shared Lives', 'Community supported living'] as const).map(none),
  ...(['Extra care housing', 'Professional support: Social worker'] as const).map(none),
  ...(['Professional support: Other', 'End of life care', 'Emergency support'] as const).map(none),
  ...(['Learning, education or employment support'] as const).map(none),
  ...(['Other short term support', 'Other long term support'] as const).map(none),
  ...(['Unpaid carer respite', 'Unpaid carer sitting service'] as const).map(none),
  ...(['Unpaid carer universal services', 'Other unpaid carer support'] as const).map(none),
]);

function none(component: string): [string, null] {
  return [component, null];
}

/** Of streams whose lines name no component. */
const STREAMS: ReadonlyMap<string, ReferenceScheme> = new Map([['funded-nursing-care', NURSING]]);

export const REFERENCE_SCHEMES = [CARE_HOME, HOME_CARE, NURSING].map(({ scheme }) => scheme);

export const SERVICES: readonly string[] = [...COMPONENTS.keys()];

/**
 * The service that a line is of: the component that it names, and else its stream. What a line says
 * in words of its own is never a service, for it may tell of the person.
 */
export const serviceOf = ({
  description,
  stream,
}: {
  readonly description: string;
  readonly stream: string;
}): string => (COMPONENTS.has(description) ? description : stream);

export const referenceOf = (service: string): ReferenceScheme | null =>
  COMPONENTS.get(service) ?? STREAMS.get(service) ?? null;
