import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import type { StaffRole } from '../rules/permissions.ts'
import { findProvidersByReference, getPlace, lockPlace } from '../store/places.ts'
import { saveStaffRoles } from '../store/staff.ts'
import { judgeRows, type JudgedRow, type OnboardingRow } from '../rules/onboarding.ts'
import { admitPerson, type AdmitRefusal } from './admit-person.ts'
import { putStaffRoles } from './put-staff-roles.ts'

export type StaffRefusal = AdmitRefusal | { readonly code: 'changed' | 'place-ended' | 'not-staff' | 'no-role' }

type NewStaff = {
  readonly name: string
  readonly email: string
  readonly jobTitle: string
  readonly roles: readonly StaffRole[]
  readonly origin: string
}

export async function addStaff(work: Work, { roles, ...person }: NewStaff): Promise<Outcome<string, StaffRefusal>> {
  if (roles.length === 0) return refused({ code: 'no-role' })
  const admitted = await admitPerson(work, { ...person, providerId: null, grants: [] })
  if (!admitted.ok) return admitted
  await saveStaffRoles(work.tx, admitted.value, roles)
  await work.audit('people.roles-changed', { type: 'membership', id: admitted.value }, { roles })
  return admitted
}

type Changing = { readonly membershipId: string; readonly version: number; readonly roles: readonly StaffRole[] }

/** Nobody changes their own roles: whoever could would hold them all. */
export async function changeStaffRoles(
  work: Work,
  { membershipId, version, roles }: Changing,
): Promise<Outcome<true, StaffRefusal>> {
  const { providerId } = await getPlace(work.tx, membershipId)
  if (providerId !== null) return refused({ code: 'not-staff' })
  const place = await lockPlace(work.tx, { membershipId, providerId })
  if (place.accountId === work.accountId) return refused({ code: 'yourself' })
  if (place.endsOn !== null && place.endsOn <= work.today) return refused({ code: 'place-ended' })
  if (place.rowVersion !== version) return refused({ code: 'changed' })
  if (roles.length === 0) return refused({ code: 'no-role' })
  await putStaffRoles(work, place, { roles, text: 'Your roles at the council were changed.' })
  return done(true)
}

export type OnboardingResult = {
  readonly row: number
  readonly result: 'invited' | 'here-already' | 'refused'
  readonly who: string
  readonly reason: string
}

/** Each row is judged by itself: the good ones are invited, the others are listed. The same file again invites nobody twice. */
export async function onboard(
  work: Work,
  { rows, origin }: { readonly rows: readonly OnboardingRow[]; readonly origin: string },
): Promise<Outcome<readonly OnboardingResult[], StaffRefusal>> {
  const references = rows.map(({ supplierNumber }) => supplierNumber)
  const providers = await findProvidersByReference(work.tx, references)
  const results: OnboardingResult[] = []
  for (const judged of judgeRows(rows, new Set(providers.keys()))) {
    const provider = providers.get(judged.row.supplierNumber)
    results.push(
      judged.fault === undefined && provider !== undefined
        ? await inviteRow(work, judged, { providerId: provider.id, origin })
        : resultOf(judged, 'refused', judged.fault ?? ''),
    )
  }
  const invited = results.filter(({ result }) => result === 'invited').length
  await work.audit('people.onboarded', { type: 'council', id: work.tx.councilId }, { rows: rows.length, invited })
  return done(results)
}

const admitWords: Readonly<Record<AdmitRefusal['code'], string>> = {
  'already-here': 'Has a place with this provider already: not invited again',
  'account-disabled': 'The account of this address is disabled',
  'domain-not-allowed':
    'The email address is not in a domain that this council takes: see the rules for providers’ people',
  yourself: 'This is your own address: somebody else must invite you',
}

async function inviteRow(
  work: Work,
  judged: JudgedRow,
  { providerId, origin }: { readonly providerId: string; readonly origin: string },
): Promise<OnboardingResult> {
  const { forename, surname, email, jobTitle, role } = judged.row
  const admitted = await admitPerson(work, {
    providerId,
    name: `${forename} ${surname}`,
    email: email.toLowerCase(),
    jobTitle,
    grants: [{ scope: 'organisation', role, mode: 'edit', contractId: null, serviceId: null }],
    origin,
  })
  if (admitted.ok) return resultOf(judged, 'invited', '')
  const { code } = admitted.refusal
  return resultOf(judged, code === 'already-here' ? 'here-already' : 'refused', admitWords[code])
}

function resultOf({ row }: JudgedRow, result: OnboardingResult['result'], reason: string): OnboardingResult {
  return { row: row.line, result, who: `${row.email}, ${row.supplierNumber}`, reason }
}
