export const LONGEST_NOTE = 2_000

export type JoinRefusal = {
  readonly code: 'note-missing' | 'not-an-approver' | 'asked-already' | 'here-already' | 'no-such-organisation'
}
export type AnswerRefusal = { readonly code: 'answered-already' | 'reason-missing' | 'address-not-taken' }
