import { addDays, type LocalDate } from '../../../core/dates.ts'
import { formatDay } from '../../../core/format.ts'
import type { Mode, ProviderRole, StaffRole } from './permissions.ts'

type Grant = {
  readonly scope: 'organisation' | 'contract' | 'service'
  readonly role: ProviderRole
  readonly mode: Mode
  readonly target: string | null
  readonly endsOn: LocalDate | null
}

const work: Readonly<Record<ProviderRole, string>> = {
  full: 'everything, without signing,',
  main: 'everything, as the main contact, without signing,',
  finance: 'invoices and payments',
  'care-management': 'packages, agreements and weeks of care',
  admin: 'the organisation’s details and its people',
  signatory: 'agreements, with the authority to sign them,',
}

/** What a grant lets its holder do, as one would say it: "See and change invoices and payments for Elm House". */
export function grantSentence(grant: Grant): string {
  const may = grant.mode === 'edit' ? 'See and change' : 'See, without changing,'
  // The last day is what people say; the grant ends with the day after it.
  const until = grant.endsOn === null ? '' : `, until ${formatDay(addDays(grant.endsOn, -1))}`
  return `${may} ${work[grant.role]} for ${targetOf(grant)}${until}`
}

function targetOf({ scope, target }: Grant): string {
  if (scope === 'organisation') return 'the whole organisation'
  if (target === null) return scope === 'contract' ? 'one contract' : 'one service'
  return scope === 'contract' ? `contract ${target}` : target
}

const staffWork: Readonly<Record<StaffRole, string>> = {
  brokerage: 'Publish agreements, decide on held weeks, and see packages and organisations',
  payments: 'Prepare payment runs, and decide on invoices and held weeks',
  'payments-approver': 'Approve and release payment runs that somebody else prepared',
  procurement: 'See organisations, agreements and packages',
  'portal-administration': 'Manage people, and decide on changes to organisations’ details',
  'data-guardian': 'Restrict people, name who may see them, and see who looked',
  auditor: 'See everything, the audit log too, without changing anything',
}

export function staffSentence(role: StaffRole): string {
  return staffWork[role]
}
