import { done, refused, type Outcome } from '../../../core/outcome.ts'

/** Why a week is confirmed after its last moment, as files and reports keep it. The words are for people. */
export const LATE_REASONS = [
  { code: 'records-late', label: 'Records came late from care workers' },
  { code: 'staff-away', label: 'Nobody was there to confirm it' },
  { code: 'no-access', label: 'The portal or our own system could not be used' },
  { code: 'waited-for-council', label: 'Waited for an answer or a correction from the council' },
  { code: 'opened-late', label: 'The package was agreed or changed late' },
  { code: 'oversight', label: 'It was overlooked' },
  { code: 'other', label: 'Another reason' },
] as const
export type LateReason = (typeof LATE_REASONS)[number]['code']
export const lateCodes: readonly LateReason[] = LATE_REASONS.map(({ code }) => code)

/** As it was typed: empty where nothing was chosen or said. */
export type LateSaid = { readonly reason: string; readonly note: string }
export type LateKept = { readonly reason: LateReason; readonly note: string }
export type LateFault = { readonly code: 'late-missing' | 'late-note-missing' | 'late-note-long' }

export const LONGEST_LATE_NOTE = 500

/** The reason comes first; only another one than those of the list has to be said in words. */
export function judgeLate({ reason, note }: LateSaid): Outcome<LateKept, LateFault> {
  const known = LATE_REASONS.find(({ code }) => code === reason.trim())
  const words = note.replaceAll('\r\n', '\n').trim()
  if (known === undefined) return refused({ code: 'late-missing' })
  if (known.code === 'other' && words === '') return refused({ code: 'late-note-missing' })
  if (words.length > LONGEST_LATE_NOTE) return refused({ code: 'late-note-long' })
  return done({ reason: known.code, note: words })
}

/** 'Records came late from care workers: the rota was lost' */
export function lateWords({ reason, note }: { readonly reason: string; readonly note: string }): string {
  const label = LATE_REASONS.find(({ code }) => code === reason)?.label ?? reason
  return note === '' ? label : `${label}: ${note}`
}
