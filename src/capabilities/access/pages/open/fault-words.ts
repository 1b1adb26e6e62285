import type { PasswordFault, PasswordRules } from '../../rules/password-policy.ts'
import type { CodeFault } from '../../rules/security-code.ts'

export function passwordFaultWords(fault: PasswordFault, { shortest, remembered }: PasswordRules): string {
  switch (fault) {
    case 'too-short':
      return `New password must be ${String(shortest)} characters or more`
    case 'too-long':
      return 'New password must be 4,096 bytes or less'
    case 'no-letter':
      return 'New password must have at least one letter'
    case 'no-other':
      return 'New password must have at least one number, space or symbol'
    case 'common':
      return 'New password is too easy to guess. Choose another one'
    case 'used-before':
      return `New password must not be one of your last ${String(remembered)} passwords`
  }
}

export const codeFaultWords: Readonly<Record<CodeFault, string>> = {
  'not-six-digits': 'New security code must be six digits',
  'digit-too-often': 'New security code must not have the same digit more than four times',
  run: 'New security code must not have more than three digits in a row that follow each other',
  'same-as-before': 'New security code must not be the one you have now',
}
