import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { GlassRefusal, LiftRefusal, NameRefusal, RestrictRefusal } from '../../rules/restricted.ts'

const REASON = { field: 'reason', text: 'Enter why' }

export const restrictWords: Readonly<Record<RestrictRefusal['code'], FieldError>> = {
  'no-such-person': {
    field: 'reference',
    text: 'Nobody has this reference. Enter it as the council’s systems show it',
  },
  'restricted-already': { field: 'reference', text: 'This person is restricted already' },
  'reason-missing': REASON,
}
export const liftWords: Readonly<Record<LiftRefusal['code'], FieldError>> = {
  'not-restricted': { field: 'main-content', text: 'This person is not restricted any more' },
  'reason-missing': { field: 'lift-reason', text: 'Enter why this person is no longer restricted' },
}
export const nameWords: Readonly<Record<NameRefusal['code'], FieldError>> = {
  'not-restricted': { field: 'main-content', text: 'This person is not restricted any more' },
  'nobody-here': {
    field: 'email',
    text: 'Nobody at the council, or at a provider that cares for this person, signs in with this address',
  },
  yourself: { field: 'email', text: 'Somebody else must name you' },
  'named-already': { field: 'email', text: 'This person is named already' },
  'reason-missing': { field: 'name-reason', text: 'Enter why they need to know' },
}
export const glassWords: Readonly<Record<GlassRefusal['code'], FieldError>> = {
  'not-restricted': { field: 'main-content', text: 'This person is not restricted any more' },
  'may-see-already': { field: 'reason', text: 'You may open these details already' },
  'reason-missing': { field: 'reason', text: 'Enter why this cannot wait' },
}

/** What the log says of a restricted person, in words. */
export function lookWords(action: string): string {
  return LOOKS[action] ?? action
}

const LOOKS: Readonly<Record<string, string>> = {
  'restricted-person.restricted': 'Restricted the person',
  'restricted-person.lifted': 'Lifted the restriction',
  'restricted-person.named': 'Named somebody who may see the details',
  'restricted-person.name-taken-back': 'Took a name back',
  'restricted-person.glass-broken': 'Asked to see the details without being named',
  'restricted-person.seen': 'Opened the details',
  'restricted-person.conversation-read': 'Read a conversation about the person',
  'restricted-person.document-opened': 'Opened a document about the person',
}
