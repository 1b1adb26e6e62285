export type SaveRefusal =
  | { readonly code: 'nothing-to-save' }
  | { readonly code: 'judged-again' }
  | { readonly code: 'check-only' }
  | { readonly code: 'not-checked'; readonly state: string }
  | { readonly code: 'over-threshold'; readonly percent: number; readonly limit: number }

type Checked = {
  readonly state: string
  readonly version: number
  readonly checkOnly: boolean
  readonly rowsRead: number
  readonly rowsRefused: number
}
type Moment = { readonly shownVersion: number; readonly ready: number; readonly stopPercent: number | undefined }

/** A file of which too much is wrong is more likely the wrong file: the council may say how much that is. */
export function refuseSaving(upload: Checked, { shownVersion, ready, stopPercent }: Moment): SaveRefusal | undefined {
  if (upload.checkOnly) return { code: 'check-only' }
  if (upload.state !== 'checked' && upload.state !== 'saved') return { code: 'not-checked', state: upload.state }
  if (upload.version !== shownVersion) return { code: 'judged-again' }
  if (ready === 0) return { code: 'nothing-to-save' }
  const percent = upload.rowsRead === 0 ? 0 : (upload.rowsRefused * 100) / upload.rowsRead
  if (stopPercent !== undefined && percent > stopPercent)
    return { code: 'over-threshold', percent: Math.ceil(percent), limit: stopPercent }
  return undefined
}

export type UndoRefusal =
  | { readonly code: 'not-saved' }
  | { readonly code: 'undone'; readonly by: string }
  | { readonly code: 'nothing-to-undo' }
