import type { Recorded } from '../../commands/record-week.ts'

/** What the next page says happened. */
export function saidOf({ drafts, confirmed, held }: Recorded): string {
  const parts = [
    drafts > 0 ? `${records(drafts)} saved as a draft` : '',
    confirmed > 0 ? `${records(confirmed)} confirmed` : '',
    held > 0 ? `${records(held)} confirmed but held, because more was delivered than the exception level allows` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Everything here was saved already' : `Saved: ${parts.join(', ')}`
}

export function records(count: number): string {
  return count === 1 ? '1 record' : `${String(count)} records`
}
