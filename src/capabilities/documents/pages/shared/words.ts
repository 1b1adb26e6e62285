import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { NewVersionRefusal } from '../../commands/file-document.ts'
import type { WithdrawRefusal } from '../../commands/withdraw-document.ts'
import type { Side } from '../../rules/document.ts'
import type { DocumentRow } from '../../store/documents.ts'

export const versionWords: Readonly<Record<NewVersionRefusal['code'], FieldError>> = {
  withdrawn: { field: 'file', text: 'This document was withdrawn while you were writing. Nothing was filed' },
  'newer-version': {
    field: 'file',
    text: 'Somebody filed a newer version while you were writing. Read it above, then file yours if it is still needed',
  },
}

export const withdrawWords: Readonly<Record<WithdrawRefusal['code'], FieldError>> = {
  'reason-missing': { field: 'reason', text: 'Enter why the document is withdrawn' },
  'already-withdrawn': { field: 'reason', text: 'The document was withdrawn already' },
  'not-yours': { field: 'reason', text: 'Only the side that filed the document can withdraw it' },
}

/** What was withdrawn has no form any more, and the other side never had one for withdrawing. */
export function shownErrors(
  errors: readonly FieldError[],
  { withdrawnAt, firstFiledBy }: DocumentRow,
  side: Side,
): readonly FieldError[] {
  if (withdrawnAt !== null) return []
  return firstFiledBy === side ? errors : errors.filter(({ field }) => field !== 'reason')
}
