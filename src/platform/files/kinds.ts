/** What may be kept, told by what a file holds and never by what it is called or what a browser says it is. */
export type FileKind = 'pdf' | 'docx' | 'xlsx' | 'odt' | 'ods' | 'png' | 'jpeg' | 'csv' | 'text'

type KindFacts = {
  readonly mediaType: string
  /** The first is what it is called when nobody said otherwise. */
  readonly endings: readonly [string, ...string[]]
  readonly words: string
}

export const fileKinds: Readonly<Record<FileKind, KindFacts>> = {
  pdf: { mediaType: 'application/pdf', endings: ['pdf'], words: 'PDF' },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
    words: 'Word (.docx)',
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    endings: ['xlsx'],
    words: 'Excel (.xlsx)',
  },
  odt: { mediaType: 'application/vnd.oasis.opendocument.text', endings: ['odt'], words: 'ODT' },
  ods: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'], words: 'ODS' },
  png: { mediaType: 'image/png', endings: ['png'], words: 'PNG' },
  jpeg: { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'], words: 'JPEG' },
  csv: { mediaType: 'text/csv; charset=utf-8', endings: ['csv'], words: 'CSV' },
  text: { mediaType: 'text/plain; charset=utf-8', endings: ['txt'], words: 'plain text' },
}

/** Documents and pictures: what people send each other. Data files are asked for where they are read. */
export const documentKinds: readonly FileKind[] = ['pdf', 'docx', 'xlsx', 'odt', 'ods', 'png', 'jpeg', 'csv', 'text']

/** One megabyte as people and browsers count it. */
export const MEGABYTE = 1_000_000

/** Of a file’s name, in characters. */
export const LONGEST_NAME = 200

export type DataText = 'xml' | 'json'
const dataTextWords: Readonly<Record<DataText, string>> = { xml: 'XML', json: 'JSON' }

/** What one form takes. Stated in the hint beside the field by `uploadHint`, and enforced while the file arrives. */
export type UploadRule = {
  readonly kinds: readonly FileKind[]
  readonly mostFiles: number
  readonly mostBytes: number
  /** For text, which is judged as it is read and never held whole; as much as any other when it is not said. */
  readonly mostTextBytes?: number
  /** Text with marks of its own that the form reads as data. It is kept as text. */
  readonly dataText?: readonly DataText[]
}

/** What the rule takes, as people call it. */
export function wordsOfKinds({ kinds, dataText = [] }: Pick<UploadRule, 'kinds' | 'dataText'>): string {
  return listed([...kinds.map((kind) => fileKinds[kind].words), ...dataText.map((kind) => dataTextWords[kind])])
}

export function uploadHint(rule: UploadRule): string {
  const { mostFiles, mostBytes, mostTextBytes } = rule
  const each = mostFiles === 1 ? '' : `Up to ${String(mostFiles)} files. `
  const text = mostTextBytes === undefined ? '' : ` (${megabytes(mostTextBytes)} as text)`
  return `${each}${wordsOfKinds(rule)}, ${mostFiles === 1 ? '' : 'each '}up to ${megabytes(mostBytes)}${text}`
}

/** The most bytes that any file of the rule may have. */
export function mostOf({ mostBytes, mostTextBytes }: UploadRule): number {
  return Math.max(mostBytes, mostTextBytes ?? 0)
}

export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
}

export function megabytes(bytes: number): string {
  return `${String(Math.round((bytes / MEGABYTE) * 10) / 10)}MB`
}

/** As a person reads it: '812 bytes', '45kB', '1.2MB'. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)} bytes`
  return bytes < MEGABYTE ? `${String(Math.round(bytes / 1_000))}kB` : megabytes(bytes)
}
