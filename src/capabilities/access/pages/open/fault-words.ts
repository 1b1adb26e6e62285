import type { PasswordFault } from '../../rules/password-policy.ts'
import type { CodeFault } from '../../rules/security-code.ts'

/** Both profiles ask for the same length and remember as many; what they ask besides is only said where it is asked. */
export const passwordFaultWords: Readonly<Record<PasswordFault, string>> = {
  'too-short': 'New password must be 12 characters or more',
  'too-long': 'New password must be 4,096 bytes or less',
  'no-letter': 'New password must have at least one letter',
  'no-other': 'New password must have at least one number, space or symbol',
  common: 'New password is too easy to guess. Choose another one',
  'used-before': 'New password must not be one of your last 12 passwords',
}

export const codeFaultWords: Readonly<Record<CodeFault, string>> = {
  'not-six-digits': 'New security code must be six digits',
  'digit-too-often': 'New security code must not have the same digit more than four times',
  run: 'New security code must not have more than three digits in a row that follow each other',
  'same-as-before': 'New security code must not be the one you have now',
}
