import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Brought, FilePaper, Scan } from '../../../commands/wet-signature.ts'
import { faultsOfPaper, PARTIES, type PaperFault, type PaperRefusal, type Party } from '../../../rules/wet-signature.ts'
import type { LocalDate } from '../../../../../core/dates.ts'
import type { PaperView } from './load.ts'

const text = z.string().max(2_000).default('')
export const PaperForm = z.object({
  party: z.enum(PARTIES),
  code: text,
  capacity: z.enum(['', 'provider', 'council', 'person', 'representative']).default(''),
  relationship: text,
  signerName: text,
  'signed-day': text,
  'signed-month': text,
  'signed-year': text,
  /** A scan that an earlier page held. */
  held: z.uuid().or(z.literal('')).catch('').default(''),
})
type PaperSent = z.infer<typeof PaperForm>

export type Judged =
  | { readonly ok: true; readonly wanted: Omit<FilePaper, 'agreementId' | 'squares'> }
  | { readonly ok: false; readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

type Sent = { readonly scan: Scan | undefined; readonly faults: readonly FieldError[] }

/** All faults at once, in the order of the form; a good file beside one must be chosen again, unless it is held. */
export function judgePaper(sent: PaperSent, { scan, faults: fileFaults }: Sent, today: LocalDate): Judged {
  const { party, code, relationship, signerName } = sent
  const capacity = party === 'person' ? sent.capacity : party
  const signedOn = dayOf(sent)
  const typed = { capacity, relationship, signerName, signedOn }
  const faults = faultsOfPaper(typed, today).map((fault) => faultWords[fault])
  const errors = [...faults, ...scanErrors({ scan, faults: fileFaults }, faults.length > 0)]
  if (errors.length > 0 || capacity === '' || signedOn === undefined || scan === undefined)
    return { ok: false, values: sent, errors }
  return { ok: true, wanted: { party, code, capacity, relationship, signerName, signedOn, file: scan } }
}

function scanErrors({ scan, faults }: Sent, othersWrong: boolean): readonly FieldError[] {
  if (faults.length > 0) return faults
  if (scan === undefined) return [selectScan]
  return othersWrong && scan.hold !== undefined ? [chooseAgain] : []
}

function dayOf(sent: PaperSent): LocalDate | undefined {
  const { 'signed-day': day, 'signed-month': month, 'signed-year': year } = sent
  return parseLocalDate(`${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`)
}

export const selectScan: FieldError = { field: 'scan', text: 'Select the scan of the signed sheet' }
export const chooseAgain: FieldError = { field: 'scan', text: 'Choose your file again' }

const faultWords: Readonly<Record<PaperFault, FieldError>> = {
  'capacity-missing': { field: 'capacity', text: 'Select who signed' },
  'relationship-missing': { field: 'relationship', text: 'Enter how they act for the person' },
  'name-missing': { field: 'signerName', text: 'Enter the name of who signed' },
  'too-long': { field: 'signerName', text: 'Names must be 200 characters or fewer' },
  'date-missing': { field: 'signed-day', text: 'Enter the day on which it was signed, such as 27 3 2026' },
  'date-ahead': { field: 'signed-day', text: 'The day on which it was signed must be today or in the past' },
}

type Refusal = PaperRefusal | { readonly code: 'wrong-kind' }

// A new refusal does not compile until somebody has found words for it.
const refusalWords = {
  'code-missing': {
    field: 'code',
    text: 'Enter the check code beneath the squares: the squares on this scan cannot be read',
  },
  'other-agreement': {
    field: 'scan',
    text: 'The squares on this scan are of another agreement, so it was not filed here',
  },
  'unknown-code': {
    field: 'code',
    text: 'Enter the check code printed on the sheet: this one is not of this agreement',
  },
  'not-open': { field: 'code', text: 'An agreement that was rejected, replaced or withdrawn is not signed any more' },
  'own-offer': {
    field: 'code',
    text: 'You published this agreement, so somebody else files the provider’s signature',
  },
  'not-agreed': { field: 'code', text: 'Only an agreement that the provider has agreed can be signed on paper' },
  'not-their-turn': {
    field: 'code',
    text: 'This signature was filed by somebody else, or an earlier one is still missing',
  },
  'wrong-kind': { field: 'scan', text: 'The selected file must be a PDF, PNG or JPEG file' },
} as const satisfies Record<Exclude<Refusal['code'], 'other-revision' | 'signed-too-early'>, FieldError>

export function refusalError(refusal: Refusal): FieldError {
  if (refusal.code === 'other-revision')
    return {
      field: 'code',
      text: `This sheet is of revision ${String(refusal.revision)}, which was replaced. Print the sheet again and have it signed`,
    }
  if (refusal.code === 'signed-too-early')
    return {
      field: 'signed-day',
      text: `The day on which it was signed must be ${formatDay(refusal.publishedOn)}, when this text was published, or later`,
    }
  return refusalWords[refusal.code]
}

export const FILING = { provider: 'agreements.respond', council: 'agreements.publish' } as const

/** Where a held scan is filed, its code filled in. */
export function addressOf(side: Side, { to, code, held }: Brought): string {
  return `/${side}/agreements/${to}/paper-signatures?${new URLSearchParams({ code, held }).toString()}`
}

export function reachOf(web: Web, request: FastifyRequest): { readonly providerId: string | undefined } {
  const { scope } = web.visitor(request)
  return { providerId: scope.role === 'portal_council' ? undefined : scope.providerId }
}

export const PARTY_WORDS: Readonly<Record<Party, string>> = {
  provider: 'the provider',
  council: 'the council',
  person: 'the person or their representative',
}

export type Side = 'provider' | 'council'

/** Whose scan this side may file now, if any. Each files its own; both file the person's. */
export function partyToFile({ next, rules }: Pick<PaperView, 'next' | 'rules'>, side: Side): Party | undefined {
  if (next === 'provider' && !rules.providerByScan) return undefined
  return next === 'person' || next === side ? next : undefined
}

const fieldsFor = (party: Party | undefined): readonly string[] => {
  if (party === undefined) return []
  const always = ['code', 'signerName', 'signed-day', 'scan']
  return party === 'person' ? [...always, 'capacity', 'relationship'] : always
}

/** Somebody else may have acted meanwhile, so that the field a fault belongs to is gone: then it is said on its own. */
export function placeErrors(
  errors: readonly FieldError[],
  party: Party | undefined,
  strikable: readonly string[],
): { readonly atFields: readonly FieldError[]; readonly alone: readonly string[] } {
  const fields = new Set([...fieldsFor(party), ...strikable.map((id) => `reason-${id}`)])
  return {
    atFields: errors.filter(({ field }) => fields.has(field)),
    alone: errors.filter((error) => !fields.has(error.field) && error !== chooseAgain).map(({ text: words }) => words),
  }
}
