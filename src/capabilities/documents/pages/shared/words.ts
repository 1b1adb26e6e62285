import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { NewVersionRefusal } from '../../commands/file-document.ts'
import type { HoldRefusal } from '../../commands/hold.ts'
import type { WithdrawRefusal } from '../../commands/withdraw-document.ts'
import { LONGEST_NOTE, type Side } from '../../rules/document.ts'
import { LONGEST_HOLD_REASON } from '../../rules/retention.ts'
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
  'reason-too-long': {
    field: 'reason',
    text: `Why it is withdrawn must be ${LONGEST_NOTE.toLocaleString('en-GB')} characters or fewer`,
  },
  'already-withdrawn': { field: 'reason', text: 'The document was withdrawn already' },
  'not-yours': { field: 'reason', text: 'Only the side that filed the document can withdraw it' },
}

const HOLD_REASON = 'hold-reason'
export const holdWords: Readonly<Record<HoldRefusal['code'], FieldError>> = {
  'reason-missing': { field: HOLD_REASON, text: 'Enter why it is on hold' },
  'reason-too-long': {
    field: HOLD_REASON,
    text: `Why it is on hold must be ${String(LONGEST_HOLD_REASON)} characters or fewer`,
  },
}

/** What was withdrawn has no form any more but the one for a hold, and the other side never had one for withdrawing. */
export function shownErrors(
  errors: readonly FieldError[],
  { withdrawnAt, firstFiledBy }: DocumentRow,
  side: Side,
): readonly FieldError[] {
  if (withdrawnAt !== null) return errors.filter(({ field }) => field === HOLD_REASON)
  return firstFiledBy === side ? errors : errors.filter(({ field }) => field !== 'reason')
}
