/** What a council may set, and which text is a value of it. The pattern is read by PostgreSQL too. */
export type Setting = {
  readonly key: string
  readonly pattern: string
  readonly values: string
  readonly meaning: string
}

export const settings: readonly Setting[] = [
  {
    key: 'preset',
    pattern: '^(norfolk|telford|gloucestershire|south-tyneside|worcestershire|bradford|east-sussex|oxfordshire)$',
    values: 'norfolk, telford, gloucestershire, south-tyneside, worcestershire, bradford, east-sussex or oxfordshire',
    meaning: 'Council whose published rules these settings began from',
  },
  {
    key: 'paid-by',
    pattern: '^(invoice|schedule)$',
    values: 'invoice or schedule',
    meaning: 'How care is paid for unless a contract says otherwise',
  },
  {
    key: 'payment-terms',
    pattern: '^(actual|planned)$',
    values: 'actual or planned',
    meaning: 'What is paid for unless a contract says otherwise',
  },
  {
    key: 'payer-terms',
    pattern: '^(gross|net)$',
    values: 'gross or net',
    meaning:
      'Whether the price of a stay is paid whole, or less what the home collects, unless a contract says otherwise; gross while it is not set',
  },
  {
    key: 'frustrated-percent',
    pattern: '^(100|[1-9]?[0-9])$',
    values: '0 to 100',
    meaning: 'Share of a frustrated unit that is paid',
  },
  {
    key: 'tolerance-percent',
    pattern: '^[0-9]{1,3}([.][0-9]{1,2})?$',
    values: 'a percentage with at most two decimals',
    meaning: 'How far over plan a week may go before it is held',
  },
  {
    key: 'visits-required',
    pattern: '^(yes|no)$',
    values: 'yes or no',
    meaning: 'Whether each week must say the number of visits',
  },
  {
    key: 'step-minutes',
    pattern: '^([1-9]|[1-5][0-9]|60)$',
    values: '1 to 60',
    meaning: 'Hours are recorded in multiples of this',
  },
  {
    key: 'claim-limit-weeks',
    pattern: '^([1-9]|[1-9][0-9]|[1-4][0-9]{2}|5[01][0-9]|520)$',
    values: '1 to 520',
    meaning: 'How far back care may be claimed',
  },
  {
    key: 'day-rule',
    pattern: '^(nights|inclusive)$',
    values: 'nights or inclusive',
    meaning: 'Whether the day of discharge is charged',
  },
  {
    key: 'over-plan',
    pattern: '^(hold|comment)$',
    values: 'hold or comment',
    meaning: 'Whether a week above the exception level waits for the council, or needs a comment only',
  },
  {
    key: 'uncleared-lines',
    pattern: '^(block|park)$',
    values: 'block or park',
    meaning: 'Whether a line that is not cleared stops the next period',
  },
  {
    key: 'zero-lines',
    pattern: '^(clear|wait)$',
    values: 'clear or wait',
    meaning: 'Whether a line of nothing clears by itself',
  },
  {
    key: 'historical-days',
    pattern: '^[0-9]{1,3}$',
    values: '0 to 999',
    meaning: 'After how many days ended care counts as historical',
  },
  {
    key: 'idle-minutes',
    pattern: '^([1-9]|[1-5][0-9]|60)$',
    values: '1 to 60',
    meaning: 'After how many idle minutes people are signed out',
  },
  {
    key: 'organisation.applied-at-once',
    pattern: '^[a-z-]+( [a-z-]+)*$',
    values:
      'none, or any of email phone trading-address contact-contracts contact-remittance contact-safeguarding contact-payments opening-days closure',
    meaning: 'Details that providers change without a review',
  },
  {
    key: 'organisation.bank-cooling-off-days',
    pattern: '^([1-9]|[1-8][0-9]|90)$',
    values: '1 to 90',
    meaning: 'Days between the approval of a bank account and the first payment to it',
  },
  {
    key: 'people.invite-directly',
    pattern: '^(finance|care-management|admin|full)$',
    values: 'finance, care-management, admin or full',
    meaning:
      'Highest kind of work that a provider’s administrators invite people to without asking; not set means none',
  },
]
