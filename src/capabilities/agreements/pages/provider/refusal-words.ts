import type { ResponseRefusal } from '../../rules/response.ts'

// A new refusal does not compile until somebody has found words for it.
export const REFUSAL_WORDS = {
  'already-agreed': 'Somebody in your organisation has already agreed this. There is nothing left to do',
  'already-rejected': 'Somebody in your organisation has already rejected this. The council will answer',
  withdrawn: 'The council has withdrawn this agreement. Your answer was not recorded',
  superseded: 'A newer agreement has taken the place of this one. Your answer was not recorded',
  paused: 'The council has paused agreeing and rejecting. Your answer was not recorded, and you can give it later',
  'own-offer': 'You published this agreement for the council yourself. Somebody else has to answer it',
  'no-authority': 'You do not have the authority to sign for this care. Ask somebody who has',
  'not-allowed-to-start': 'The council no longer lets undisputed lines start before the others are put right',
  republished: 'The council has changed this agreement since you opened it. Read the new revision, then answer',
} satisfies Record<ResponseRefusal['code'], string>
