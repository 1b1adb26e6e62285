import type { FileContext } from './file-context.ts'
import { TEMPLATE_VERSION } from './columns.ts'
import type { FileFacts, HeaderFault } from './header.ts'
import { addDays, parseLocalDate } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'

export type FileCode = 'F01' | 'F02' | 'F03' | 'F04' | 'F05' | 'F06' | 'F07' | 'F08'

/** Why the whole file is refused, with what a sentence about it needs. */
export type FileRefusal = {
  readonly code: FileCode
  readonly facts: {
    readonly why?: string
    readonly line?: number
    readonly cells?: readonly string[]
    readonly header?: readonly HeaderFault[]
    readonly headings?: readonly string[]
    readonly said?: string
    readonly expected?: readonly string[]
    readonly uploadId?: string
    readonly at?: string
  }
}

/** More rows than any provider has packages and weeks in a year; the next file takes the rest. */
export const MOST_ROWS = 250_000
/** A large company's month of visits several times over. */
export const MOST_VISITS = 2_000_000

/** Faults of the file as a whole, the one that explains most first; undefined when its rows are to be judged. */
export function judgeFacts(facts: FileFacts, context: FileContext, today: LocalDate): FileRefusal | undefined {
  return (
    versionRefusal(facts) ??
    referenceRefusal(facts, context) ??
    ownerRefusal(facts, context) ??
    periodRefusal(facts, context, today)
  )
}

function versionRefusal({ template_version: said = '' }: FileFacts): FileRefusal | undefined {
  if (said === '' || said === TEMPLATE_VERSION) return undefined
  return { code: 'F02', facts: { said, expected: [TEMPLATE_VERSION] } }
}

function referenceRefusal({ file_reference: said = '' }: FileFacts, { usedBy }: FileContext): FileRefusal | undefined {
  if (usedBy === undefined) return undefined
  return { code: 'F04', facts: { uploadId: usedBy.id, at: usedBy.sentAt.toISOString(), said } }
}

function ownerRefusal(facts: FileFacts, context: FileContext): FileRefusal | undefined {
  const { provider_ref: provider = '', contract_ref: contract = '' } = facts
  if (provider !== '' && !sameWord(provider, context.providerReference))
    return { code: 'F05', facts: { why: 'provider', said: provider, expected: [context.providerReference] } }
  if (contract === '' || context.contractNumbers.some((number) => sameWord(number, contract))) return undefined
  return { code: 'F05', facts: { why: 'contract', said: contract, expected: context.contractNumbers.slice(0, 10) } }
}

function sameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

export type FilePeriod = { readonly from: LocalDate; readonly until: LocalDate }

/** The days that the file says it covers; its last day is named, as people do. */
export function periodOf(facts: FileFacts): FilePeriod | undefined {
  const from = parseLocalDate(facts.period_start ?? '')
  const last = parseLocalDate(facts.period_end ?? '')
  return from === undefined || last === undefined || last < from ? undefined : { from, until: addDays(last, 1) }
}

/** Closed means that no week of the period can be claimed any more under any contract. */
function periodRefusal(facts: FileFacts, { longestClaim }: FileContext, today: LocalDate): FileRefusal | undefined {
  const period = periodOf(facts)
  if (period === undefined || addDays(period.until, 7 * longestClaim) > today) return undefined
  return { code: 'F06', facts: { said: `${period.from} to ${addDays(period.until, -1)}`, why: String(longestClaim) } }
}
