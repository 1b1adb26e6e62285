import type { ResponseRefusal } from '../../rules/response.ts'

// A new refusal does not compile until somebody has found words for it.
export const REFUSAL_WORDS = {
  'already-agreed': 'Somebody in your organisation has already agreed this. There is nothing left to do',
  'already-rejected': 'Somebody in your organisation has already rejected this. The council will answer',
  withdrawn: 'The council has withdrawn this agreement. Your answer was not recorded',
  superseded: 'A newer agreement has taken the place of this one. Your answer was not recorded',
  republished: 'The council has changed this agreement since you opened it. Read the new revision, then answer',
} satisfies Record<ResponseRefusal['code'], string>
