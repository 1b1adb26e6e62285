/** Pages as people write them: '2, 4-6'. Undefined when it is not pages; in order and each once. */
export function readPages(typed: string): readonly number[] | undefined {
  const parts = typed
    .split(/[,;\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const pages = parts.map(pagesOf)
  if (pages.length === 0 || pages.some((some) => some === undefined)) return undefined
  return [...new Set(pages.flatMap((some) => some ?? []))].sort((a, b) => a - b)
}

const MOST_PAGES = 400

function pagesOf(part: string): readonly number[] | undefined {
  const [, first, last = first] = /^(\d{1,3})(?:[-–](\d{1,3}))?$/.exec(part) ?? []
  if (first === undefined || last === undefined) return undefined
  const [from, to] = [Number(first), Number(last)]
  if (from < 1 || to < from || to > MOST_PAGES) return undefined
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** '2, 4 and 5'; for a sentence. */
export function pagesInWords(pages: readonly number[]): string {
  const words = pages.map(String)
  const last = words.pop()
  if (last === undefined) return 'none'
  return words.length === 0 ? `page ${last}` : `pages ${words.join(', ')} and ${last}`
}

export const WAYS = ['pages', 'upload'] as const
export type Way = (typeof WAYS)[number]
export const LONGEST_REASON = 500

export type RedactionTyped = { readonly way: '' | Way; readonly pages: string; readonly reason: string }
export type RedactionFault = 'way-missing' | 'pages-missing' | 'not-a-pdf' | 'reason-missing' | 'reason-too-long'

/** What was typed beside the file, which is judged as it arrives. */
export function faultsOfRedaction({ way, pages, reason }: RedactionTyped, kind: string): readonly RedactionFault[] {
  return [
    ...only(way === '', 'way-missing'),
    ...only(way === 'pages' && kind !== 'pdf', 'not-a-pdf'),
    ...only(way === 'pages' && kind === 'pdf' && readPages(pages) === undefined, 'pages-missing'),
    ...only(reason.trim() === '', 'reason-missing'),
    ...only(reason.trim().length > LONGEST_REASON, 'reason-too-long'),
  ]
}

function only(wrong: boolean, fault: RedactionFault): readonly RedactionFault[] {
  return wrong ? [fault] : []
}
