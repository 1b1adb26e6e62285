import { heldWords } from './result-words.ts'
import { visitWords } from './visit-words.ts'
import { fileTitles, rowWords, warningWords, type CauseWords } from './words.ts'

export type CodeInWords = {
  readonly code: string
  readonly status: string
  readonly why: string
  readonly mending: string
}

/** Every code that a row or a file may get, for whoever writes a program that reads them. */
export const codes: readonly CodeInWords[] = [
  ...Object.entries(rowWords).map(([code, words]) => said(code, 'a row; 409, 412 or 422 for one week', words)),
  ...Object.entries(visitWords)
    .filter(([code]) => !(code in rowWords) && !(code in warningWords))
    .map(([code, words]) => said(code, code === 'R44' ? 'a visit that was saved' : 'a visit', words)),
  ...Object.entries(warningWords).map(([code, words]) => said(code, 'a row that asks to be confirmed', words)),
  ...Object.entries(heldWords).map(([code, why]) => ({
    ...{ code, status: 'a row that was saved', why },
    mending: 'Nothing: the council has to agree it, and this line alone waits',
  })),
  ...Object.entries(fileTitles).map(([code, title]) => ({
    ...{ code, status: 'a file', why: title },
    mending: 'The answer says in words what to change in the file',
  })),
]

function said(code: string, status: string, { why, fix }: CauseWords): CodeInWords {
  return { code, status, why, mending: fix }
}
