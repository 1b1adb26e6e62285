import type { SignOnReason } from '../../../rules/sign-on.ts'

export const signOnReasonWords: Readonly<Record<SignOnReason, string>> = {
  'no-subject': 'the service did not say who you are for good: the claim for the subject is missing',
  'too-weak': 'it does not say that you signed in as strongly as this connection asks for (acr)',
  'no-email': 'it sent no email address, and you were not linked before',
  'email-not-verified': 'it does not say that it verified the email address',
  'wrong-domain': 'the email address is not of a domain on the list',
  unknown: 'nobody with this address has an open place here',
  'linked-to-another': 'the person with this address came in before as somebody else of the service. Unlink them first',
  'not-active': 'the account is disabled',
  locked: 'the account is locked',
  'place-ended': 'the place of this person has ended',
  'no-role': 'none of the groups gives a role here',
}
