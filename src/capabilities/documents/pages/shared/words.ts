import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { NewVersionRefusal } from '../../commands/file-document.ts'
import type { HoldRefusal } from '../../commands/hold.ts'
import type { WithdrawRefusal } from '../../commands/withdraw-document.ts'
import type { VersionWithdrawalRefusal } from '../../rules/withdrawing.ts'
import { LONGEST_NOTE, type Side } from '../../rules/document.ts'
import { LONGEST_HOLD_REASON } from '../../rules/retention.ts'
import type { DocumentRow } from '../../store/documents.ts'

export const versionWords: Readonly<Record<NewVersionRefusal['code'], FieldError>> = {
  withdrawn: { field: 'file', text: 'This document was withdrawn while you were writing. Nothing was filed' },
  'newer-version': {
    field: 'file',
    text: 'Somebody filed a newer version, or withdrew one, while you were writing. Read what counts now, then file yours if it is still needed',
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

/** Not the names of the other form’s fields: both stand on one page. */
export const VERSION = 'version-number'
export const VERSION_REASON = 'version-reason'
export const versionWithdrawWords: Readonly<Record<VersionWithdrawalRefusal['code'], FieldError>> = {
  'reason-missing': { field: VERSION_REASON, text: 'Enter why the version is withdrawn' },
  'reason-too-long': {
    field: VERSION_REASON,
    text: `Why it is withdrawn must be ${LONGEST_NOTE.toLocaleString('en-GB')} characters or fewer`,
  },
  'already-withdrawn': { field: VERSION, text: 'The version was withdrawn already' },
  'document-withdrawn': { field: VERSION, text: 'The document was withdrawn already' },
  'not-yours': { field: VERSION, text: 'Only the side that filed a version, or the council, can withdraw it' },
  'only-version': { field: VERSION, text: 'It is the only version. Withdraw the document instead' },
}

const HOLD_REASON = 'hold-reason'
export const holdWords: Readonly<Record<HoldRefusal['code'], FieldError>> = {
  'reason-missing': { field: HOLD_REASON, text: 'Enter why it is on hold' },
  'reason-too-long': {
    field: HOLD_REASON,
    text: `Why it is on hold must be ${String(LONGEST_HOLD_REASON)} characters or fewer`,
  },
}

type Shown = { readonly document: DocumentRow; readonly withdrawable: readonly unknown[]; readonly side: Side }

/** What was withdrawn has no form any more but the one for a hold, and nobody has one for what is not theirs to withdraw. */
export function shownErrors(errors: readonly FieldError[], { document, withdrawable, side }: Shown) {
  const { withdrawnAt, firstFiledBy } = document
  if (withdrawnAt !== null) return errors.filter(({ field }) => field === HOLD_REASON)
  const absent = new Set([
    ...(firstFiledBy === side ? [] : ['reason']),
    ...(withdrawable.length > 0 ? [] : [VERSION, VERSION_REASON]),
  ])
  return errors.filter(({ field }) => !absent.has(field))
}
