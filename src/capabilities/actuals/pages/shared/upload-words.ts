import type { AmendRefusal } from '../../commands/upload/amend-from-visits.ts'
import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import type { FixRefusal } from '../../commands/upload/fix-rows.ts'
import type { SaveRefusal, UndoRefusal } from '../../rules/file/saving.ts'
import { visitCauseWords } from '../../rules/file/visit-words.ts'
import { causeWords, type CauseWords } from '../../rules/file/words.ts'
import type { Upload, UploadKind, UploadState } from '../../store/upload/uploads.ts'

export const stateWords: Readonly<Record<UploadState, { readonly text: string; readonly colour: TagColour }>> = {
  waiting: { text: 'Checking', colour: 'yellow' },
  refused: { text: 'Not read', colour: 'red' },
  checked: { text: 'To save', colour: 'blue' },
  saving: { text: 'Saving', colour: 'yellow' },
  saved: { text: 'Saved', colour: 'green' },
  replaced: { text: 'Replaced', colour: 'grey' },
}

/** What an upload is called in lists: a check is never to be saved, and what was undone is not saved any more. */
export function wordsOf({ state, checkOnly, undoneAt }: Pick<Upload, 'state' | 'checkOnly' | 'undoneAt'>): {
  readonly text: string
  readonly colour: TagColour
} {
  if (undoneAt !== null) return { text: 'Undone', colour: 'grey' }
  return checkOnly && state === 'checked' ? { text: 'Checked', colour: 'teal' } : stateWords[state]
}

export function causeWordsFor(kind: UploadKind): (code: string) => CauseWords {
  return kind === 'weeks' ? causeWords : visitCauseWords
}

export function nounOf(kind: UploadKind): string {
  return { weeks: 'week', visits: 'visit', carers: 'carer' }[kind]
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`
}

export function saveWords(refusal: SaveRefusal): string {
  switch (refusal.code) {
    case 'nothing-to-save':
      return 'There is no row to save. Put rows right or confirm the warnings first'
    case 'judged-again':
      return 'The file has changed since you opened this page. Look at the result below, then save'
    case 'check-only':
      return 'This file was only checked. Upload it again to save it'
    case 'not-checked':
      return 'This file cannot be saved now. Look at its state below'
    case 'over-threshold':
      return `${String(refusal.percent)}% of the rows need fixing. The council accepts files with at most ${String(refusal.limit)}%. Put rows right, or upload a corrected file`
  }
}

export function undoWords(refusal: UndoRefusal): string {
  switch (refusal.code) {
    case 'not-saved':
      return 'Nothing of this file has been saved'
    case 'undone':
      return `${refusal.by} has undone this already`
    case 'nothing-to-undo':
      return 'Nothing can be undone any more: what was saved is closed, in a payment, or has been changed since'
  }
}

export const amendWords: Readonly<Record<AmendRefusal['code'], string>> = {
  'reason-missing': 'Enter why closed weeks are amended',
  'nothing-to-amend': 'No closed week waits for the visits of this file',
}

export function fixWords(refusal: FixRefusal): string {
  return refusal.code === 'not-open'
    ? 'This file is no longer open for changes'
    : 'Some cells cannot be read. Correct them below'
}

/** How a file came in. */
export const sourceWordsOf: Readonly<Record<'screen' | 'api' | 'folder', string>> = {
  screen: 'on screen',
  api: 'by a system',
  folder: 'from a folder',
}
