import type { LocalDate } from '../../core/dates.ts'

/** A paper to be made: plain text only, so that nothing in it can be read as layout or code. */
export type PdfDocument = {
  readonly title: string
  /** Small words above the title: whose paper it is. */
  readonly from: string
  readonly facts: readonly PdfFact[]
  readonly sections: readonly PdfSection[]
  readonly notes: readonly string[]
  /** At the foot of each page, before its number. */
  readonly footer: string
  /** How a reader finds out whether the paper is real, at its end. */
  readonly check?: PdfCheck
  /** For an archive, which wants a day: PDF/A-2a. Other papers are PDF/UA-1; both are tagged. */
  readonly datedOn?: LocalDate
}
export type PdfCheck = {
  /** An SVG picture of a QR code, and what it is in words for those who do not see it. */
  readonly picture: string
  readonly alt: string
  readonly heading: string
  readonly lines: readonly string[]
}
export type PdfFact = { readonly name: string; readonly value: string }

/** A heading with one table beneath it. The header row is repeated on each page that the table reaches. */
export type PdfSection = {
  readonly heading: string
  readonly columns: readonly PdfColumn[]
  readonly rows: readonly (readonly string[])[]
  readonly total?: readonly string[]
}
export type PdfColumn = {
  readonly heading: string
  readonly numeric?: boolean
  /** Share of the width that the text columns divide; a numeric column takes what it needs. */
  readonly share?: number
}
