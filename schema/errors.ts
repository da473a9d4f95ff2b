import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { faultOf } from '../src/audit/fault.ts';

/** Codes that are the caller's to mend; everything else is a fault of ours and is masked. */
const FOR_THE_CALLER = new Set([
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'FORBIDDEN',
  'COST_LIMIT',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Ours and passing: the caller is told so and may try again. */
const PASSING = new Set(['DEADLINE_PASSED', 'UNAVAILABLE']);

/**
 * What the caller is told of an error: the caller's own faults in words, without the value that was
 * sent (it may be about a person); our faults masked, with the request's id, and logged once.
 */
export function shownError(
  formatted: GraphQLFormattedError,
  error: unknown,
  request: { readonly id: string; readonly log: Logger },
): GraphQLFormattedError {
  const code = String(formatted.extensions?.code ?? 'INTERNAL_SERVER_ERROR');
  const { locations, path } = formatted;
  const where = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  if (FOR_THE_CALLER.has(code)) {
    return { ...where, message: withoutValues(formatted.message, error), extensions: { code } };
  }
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (PASSING.has(code)) {
    request.log.warn({ requestId: request.id, fault: faultOf(cause) }, 'a request was refused');
    return { message: formatted.message, extensions: { code, requestId: request.id } };
  }
  request.log.error({ requestId: request.id, fault: faultOf(cause) }, 'a request failed');
  return {
    ...where,
    message: `Something went wrong on our side. Quote request ${request.id}.`,
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: request.id },
  };
}

function withoutValues(message: string, error: unknown): string {
  const variable = /^Variable "(\$\w+)" got invalid value/.exec(message);
  if (variable) {
    const original = error instanceof GraphQLError ? error.originalError : undefined;
    const reason = original ? plain(original.message) : 'it is not of the type that is asked for';
    return `Variable "${variable[1]}": ${reason}`;
  }
  return plain(message);
}

function plain(message: string): string {
  return message
    .replace(/(cannot represent [^:]*): .*$/s, '$1.')
    .replace(/(Expected value of type "[^"]*"), found .*?(; |$)/s, '$1$2');
}
