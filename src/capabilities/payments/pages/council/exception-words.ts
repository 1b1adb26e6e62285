import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import type { ExceptionCode, Severity } from '../../rules/exceptions.ts'

export const SEVERITY_WORDS: Readonly<Record<Severity, { readonly text: string; readonly colour: TagColour }>> = {
  stops: { text: 'Stops the release', colour: 'red' },
  confirm: { text: 'Look before releasing', colour: 'orange' },
  information: { text: 'For information', colour: 'grey' },
}

/** A new code does not compile until somebody has found words for it. */
export const EXCEPTION_WORDS: Readonly<Record<ExceptionCode, { readonly title: string; readonly meaning: string }>> = {
  'over-bank-limit': {
    title: 'Payment larger than a bank file can hold',
    meaning: 'Look for a wrong rate or quantity, correct it and prepare the run again.',
  },
  'no-bank-details': {
    title: 'No bank details',
    meaning: 'The finance system has no account to pay these providers into.',
  },
  'no-price': {
    title: 'Care without a price',
    meaning: 'No rate is in force on some day of it, so it is not in this run. Add the rate and it is paid next time.',
  },
  'held-week': {
    title: 'Weeks held',
    meaning: 'More was delivered than planned and allowed. They are paid once a variation is agreed.',
  },
  'unconfirmed-week': {
    title: 'Weeks not confirmed',
    meaning: 'The provider has not confirmed what was delivered. It is paid with the next run after they do.',
  },
  'agreement-not-agreed': {
    title: 'Agreements not agreed',
    meaning: 'Care is payable only once the provider has agreed it.',
  },
  'payers-above-price': {
    title: 'Contribution and top-up above the price',
    meaning: 'The home would collect more than the care costs. Look at who pays what on the package.',
  },
  changed: {
    title: 'Payments that changed by more than a quarter',
    meaning: 'Against the last payment of the same calendar.',
  },
  carried: {
    title: 'Payments below nought',
    meaning: 'Nothing is paid. What is owed is carried and kept back from the next payments.',
  },
  recovered: {
    title: 'Earlier overpayments kept back',
    meaning: 'Taken from this payment, and shown on the remittance.',
  },
  'new-payment': {
    title: 'Providers paid for the first time',
    meaning: 'They were not in the last run of this calendar.',
  },
  'no-payment-now': {
    title: 'Providers no longer paid',
    meaning: 'They were in the last run of this calendar and are not in this one.',
  },
}

export const SECTOR_WORDS: Readonly<Record<string, string>> = {
  'home-support': 'Home support',
  residential: 'Residential',
  nursing: 'Nursing',
  day: 'Day services',
  'extra-care': 'Extra care',
  'supported-living': 'Supported living',
  complex: 'Complex care',
  'shared-lives': 'Shared lives',
}
