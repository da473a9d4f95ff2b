/** The contract's queries, as written there. */
export const PERSON_BUDGET = `query PersonBudget($nhsNumber: NhsNumber!, $year: FinancialYear!) {
  person(by: { nhsNumber: $nhsNumber }) {
    id
    integratedBudget(year: $year) {
      complete
      gaps { stream { code } reason }
      withheld { sector reason }
      total { awarded { pence pounds } contribution { pence } paid { pence } remaining { pence } unreported { pence } }
      beside { careGiven { pence } entitlements { pence } leftToClaim { pence } }
      streams {
        stream { code name sector nature }
        funder { code name }
        source { status asOf }
        amount { pence }
        figures { awarded { pence } contribution { pence } paid { pence } remaining { pence } unreported { pence } }
        ceilings { element firstDay lastDay ceiling { pence } claimed { pence } paid { pence } leftToClaim { pence } }
        lines {
          __typename
          ... on PricedLine { basis mode legalBasis firstDay lastDay amount { pence } weekly { pence } currency { scheme code } working { step result } }
          ... on UnpricedLine { basis mode reason }
        }
      }
    }
  }
}`;

export const CASELOAD = `query Caseload($first: Int!, $after: String, $year: FinancialYear!) {
  people(first: $first, after: $after) {
    nodes { id name { full } integratedBudget(year: $year) { complete total { awarded { pence } paid { pence } } streams { stream { code sector } source { status } amount { pence } figures { awarded { pence } } } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const DELIVERIES = `query Deliveries($first: Int!) { deliveries(first: $first) { nodes { id adapter organisation { code } status rows accepted rejected receivedAt rejects(first: 10) { nodes { row field code reason } } } } }`;

export const ME = `query Me($year: FinancialYear!) { viewer { role person { id integratedBudget(year: $year) { total { awarded { pence } } } } } }`;

export const ACCOUNTS = `query Accounts($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) { accounts { id mode available { pence } sources { stream { code } available { pence } } } } }`;

export const OPEN = `mutation Open($input: OpenAccountInput!) { openAccount(input: $input) { __typename ... on OpenAccountSuccess { account { id } } ... on Refusal { code message } } }`;

export const DEPOSIT = `mutation Deposit($input: RecordDepositInput!) { recordDeposit(input: $input) { __typename ... on RecordDepositSuccess { movement { id amount { pence } } replayed } ... on Refusal { code message } } }`;

export const SPEND = `mutation Spend($input: RecordSpendInput!) { recordSpend(input: $input) { __typename ... on RecordSpendSuccess { movement { id amount { pence } fundedBy { stream { code } amount { pence } } } replayed } ... on Refusal { code message } } }`;

export const REVERSE = `mutation Reverse($input: ReverseMovementInput!) { reverseMovement(input: $input) { __typename ... on ReverseMovementSuccess { movement { id reverses { id } } replayed } ... on Refusal { code message } } }`;

export const STATEMENT = `query Statement($nhsNumber: NhsNumber!, $from: PlainDate!, $to: PlainDate!) {
  person(by: { nhsNumber: $nhsNumber }) { statement(from: $from, to: $to) { number broughtForward { pence } moneyIn { pence } moneyOut { pence } carriedForward { pence } movements { date description in { pence } out { pence } balance { pence } source { code } payee } } }
}`;

export const POOL = `query Pool($code: String!, $year: FinancialYear!) {
  pool(code: $code) { code host { code } year(year: $year) { contributions { partner { code } due { pence } received { pence } } spend { pence } committed { pence } forecast { pence } variance { pence } riskShare { partner { code } amount { pence } working { step result } } } }
}`;
