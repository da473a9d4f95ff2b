import type { ApolloServerPlugin, BaseContext } from '@apollo/server';

const OF_THE_DOCUMENT = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/**
 * A client that accepts `application/json` and nothing else is told of a faulty document with the
 * status 200, as GraphQL over HTTP asks: for it any other status is the work of a proxy.
 */
export function statusForPlainJson(): ApolloServerPlugin<BaseContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response }) => {
        const accepted = request.http?.headers.get('accept') ?? '';
        if (!/^application\/json\s*(?:;[^,]*)?$/i.test(accepted)) return;
        if (response.body.kind !== 'single' || response.http.status !== 400) return;
        const { errors = [] } = response.body.singleResult;
        const codes = errors.map(({ extensions }) => String(extensions?.code));
        if (codes.every((code) => OF_THE_DOCUMENT.has(code))) response.http.status = 200;
      },
    }),
  };
}

/** What is to be told of each operation: its kind, or `none`, and its first error's code, or OK. */
export interface OperationCounter {
  operation(type: string, outcome: string): void;
}

/** Counts operations and how they ended. */
export function counting(counters: readonly OperationCounter[]): ApolloServerPlugin<BaseContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ operation, response: { body } }) => {
        if (body.kind !== 'single') return;
        const [first] = body.singleResult.errors ?? [];
        const outcome = first ? String(first.extensions?.code) : 'OK';
        for (const counter of counters) counter.operation(operation?.operation ?? 'none', outcome);
      },
    }),
  };
}
