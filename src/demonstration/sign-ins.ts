import { emailOf } from './names.ts'
import { demonstrationCouncils, type CouncilProfile, type ProviderPlan } from './profiles.ts'

/** Everyone in the demonstration signs in with these; they are printed when it starts, and worth nothing. */
export const DEMONSTRATION_PASSWORD = 'Demonstration-2026'
export const DEMONSTRATION_CODE = '274916'

type Staff = { readonly name: string; readonly email: string; readonly role: string; readonly title: string }

const staffPlaces = [
  { name: 'Tom Bilney', role: 'brokerage', title: 'Brokerage officer' },
  { name: 'Priya Nash', role: 'payments', title: 'Payments officer' },
  { name: 'Helen Wragg', role: 'payments-approver', title: 'Payments manager' },
  { name: 'Samuel Okafor', role: 'portal-administration', title: 'Portal administrator' },
  // The second person whom a change of bank details needs.
  { name: 'Alice Norton', role: 'portal-administration', title: 'Deputy portal administrator' },
  { name: 'Nadia Rahman', role: 'procurement', title: 'Commissioning manager' },
  { name: 'Meera Joshi', role: 'data-guardian', title: 'Data guardian' },
  { name: 'Ruth Ingham', role: 'auditor', title: 'Internal auditor' },
] as const

export function staffOf({ domain }: Pick<CouncilProfile, 'domain'>): readonly Staff[] {
  return staffPlaces.map((place) => ({ ...place, email: emailOf(place.name, domain) }))
}

export type Member = {
  readonly name: string
  readonly email: string
  readonly title: string
  readonly role: 'full' | 'finance' | 'care-management'
  readonly mode: 'edit' | 'read-only'
  readonly scope: 'organisation' | 'service'
}

const memberPlaces = [
  { name: 'Joan Catchpole', title: 'Registered manager', role: 'full', mode: 'edit', scope: 'organisation' },
  { name: 'Imran Shah', title: 'Finance manager', role: 'finance', mode: 'edit', scope: 'organisation' },
  { name: 'Grace Adeyemi', title: 'Care co-ordinator', role: 'care-management', mode: 'edit', scope: 'organisation' },
  { name: 'Peter Loades', title: 'Bookkeeper', role: 'full', mode: 'read-only', scope: 'organisation' },
  { name: 'Wendy Fenn', title: 'Branch manager', role: 'full', mode: 'edit', scope: 'service' },
] as const

/** Whoever does everything also signs: no kind of work brings the authority by itself. */
export function maySign({ role, mode }: Pick<Member, 'role' | 'mode'>): boolean {
  return role === 'full' && mode === 'edit'
}

/** The first company of a council shows every kind of access; the others have the two people whom each company has. */
export function membersOf(plan: Pick<ProviderPlan, 'domain'>, isFirst: boolean): readonly Member[] {
  return memberPlaces
    .slice(0, isFirst ? memberPlaces.length : 2)
    .map((place) => ({ ...place, email: emailOf(place.name, plan.domain) }))
}

export type DemoSignIn = {
  readonly email: string
  readonly password: string
  readonly code: string
  readonly name: string
  /** What the person may do, in words. */
  readonly role: string
  readonly councilCode: string
  readonly council: string
  /** Absent for the council's own staff. */
  readonly provider?: string
}

/** Everyone who can sign in to the demonstration, the most telling first. */
export const demoSignIns: readonly DemoSignIn[] = demonstrationCouncils.flatMap((profile) => {
  const place = {
    password: DEMONSTRATION_PASSWORD,
    code: DEMONSTRATION_CODE,
    councilCode: profile.code,
    council: profile.shortName,
  }
  return [
    ...profile.providers.flatMap((plan, index) =>
      membersOf(plan, index === 0).map((member) => ({
        ...place,
        email: member.email,
        name: member.name,
        role: roleText(member),
        provider: plan.name,
      })),
    ),
    ...staffOf(profile).map(({ email, name, role }) => ({ ...place, email, name, role: role.replaceAll('-', ' ') })),
  ]
})

function roleText({ role, mode, scope }: Member): string {
  const work = role === 'full' ? 'everything' : role.replaceAll('-', ' ')
  const reach = scope === 'service' ? ', one service only' : ''
  const signs = maySign({ role, mode }) ? ', may sign' : ''
  return `${work}${signs}${mode === 'read-only' ? ', read-only' : ''}${reach}`
}
