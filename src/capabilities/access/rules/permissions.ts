export const providerPermissions = [
  'home.view',
  'agreements.view',
  'agreements.respond',
  'agreements.sign',
  'packages.view',
  'packages.change',
  'actuals.view',
  'actuals.record',
  'invoices.view',
  'invoices.submit',
  'payments.view',
  'conversations.view',
  'conversations.write',
  'documents.view',
  'documents.file',
  'people.view',
  'people.manage',
  'organisation.view',
  'organisation.change',
  'restricted.view',
  'restricted.open',
] as const
export const councilPermissions = [
  'home.view',
  'agreements.view',
  'agreements.publish',
  'agreements.manage',
  'packages.view',
  'packages.decide',
  'actuals.view',
  'actuals.decide',
  'invoices.view',
  'invoices.decide',
  'runs.view',
  'runs.prepare',
  'runs.release',
  'prices.view',
  'prices.change',
  'prices.approve',
  'payers.change',
  'payers.approve',
  'conversations.view',
  'conversations.write',
  'documents.view',
  'documents.file',
  'documents.retain',
  'people.view',
  'people.manage',
  'organisation.view',
  'organisation.decide',
  'audit.view',
  'restricted.view',
  'restricted.open',
  'restricted.manage',
  'acting.start',
] as const

export type ProviderPermission = (typeof providerPermissions)[number]
export type CouncilPermission = (typeof councilPermissions)[number]
export type ProviderRole = 'full' | 'finance' | 'care-management' | 'admin' | 'signatory' | 'main'
export type Mode = 'edit' | 'read-only'
export type StaffRole =
  'brokerage' | 'payments' | 'payments-approver' | 'procurement' | 'portal-administration' | 'auditor' | 'data-guardian'

/** Whoever has a task here has a home page, and writes to the other side about it. */
const everyone = ['home.view', 'conversations.view', 'conversations.write'] as const

/** To sign for the organisation is an authority of its own, which no kind of work brings with it. */
const everythingButSigning = providerPermissions.filter((permission) => permission !== 'agreements.sign')

/** The one table of who may do what. Main is given by the council only and may do what Full may. */
const providerRoles: Readonly<Record<ProviderRole, readonly ProviderPermission[]>> = {
  full: everythingButSigning,
  main: everythingButSigning,
  finance: [...everyone, 'invoices.view', 'invoices.submit', 'payments.view'],
  'care-management': [
    ...everyone,
    'packages.view',
    'packages.change',
    'agreements.view',
    'agreements.respond',
    'actuals.view',
    'actuals.record',
    'documents.view',
    'documents.file',
    'restricted.view',
    'restricted.open',
  ],
  admin: [...everyone, 'organisation.view', 'organisation.change', 'people.view', 'people.manage'],
  signatory: [...everyone, 'agreements.view', 'agreements.sign'],
}

/** Whoever prepares a run and whoever releases it are two roles, and the command asks for two people besides. */
const staffRoles: Readonly<Record<StaffRole, readonly CouncilPermission[]>> = {
  brokerage: [
    ...everyone,
    'agreements.view',
    'agreements.publish',
    'agreements.manage',
    'packages.view',
    'packages.decide',
    'prices.view',
    'payers.change',
    'actuals.view',
    'actuals.decide',
    'documents.view',
    'documents.file',
    'organisation.view',
    'restricted.view',
    'restricted.open',
  ],
  payments: [
    ...everyone,
    'packages.view',
    'actuals.view',
    'actuals.decide',
    'invoices.view',
    'invoices.decide',
    'runs.view',
    'runs.prepare',
    'prices.view',
    'payers.change',
    'payers.approve',
    'restricted.view',
  ],
  'payments-approver': [
    'home.view',
    'packages.view',
    'actuals.view',
    'invoices.view',
    'runs.view',
    'runs.release',
    'prices.view',
    'prices.approve',
    'payers.approve',
  ],
  procurement: [
    ...everyone,
    'agreements.view',
    'packages.view',
    'organisation.view',
    'prices.view',
    'prices.change',
    'prices.approve',
  ],
  'portal-administration': [
    ...everyone,
    'people.view',
    'people.manage',
    'organisation.view',
    'organisation.decide',
    'acting.start',
  ],
  // Looks after restricted people, and sees one only when named or with a reason, as everybody else.
  'data-guardian': [
    ...everyone,
    'packages.view',
    'documents.view',
    'documents.retain',
    'restricted.view',
    'restricted.open',
    'restricted.manage',
  ],
  auditor: councilPermissions.filter(isView),
}

/** What a grant lets its holder do: reading only keeps every view and no act. */
export function permissionsOf({ role, mode }: { readonly role: ProviderRole; readonly mode: Mode }) {
  const all = providerRoles[role]
  return mode === 'edit' ? all : all.filter(isView)
}

export function permissionsOfStaff(role: StaffRole): readonly CouncilPermission[] {
  return staffRoles[role]
}

/** Whoever may do these binds others by it, so all that changes something by them asks again who is there. */
const binding: Readonly<Record<string, string>> = {
  'people.manage': 'change who may come in or what they may do',
  'runs.release': 'release a payment run',
}

/** In words, what an act under this permission binds to; undefined when it binds to nothing. */
export function bindingAct(permission: string): string | undefined {
  return binding[permission]
}

const neverWhileActing: readonly ProviderPermission[] = [
  'agreements.respond',
  'agreements.sign',
  'people.manage',
  'restricted.view',
  'restricted.open',
]

/** What a council's officer may do on a provider's pages: nothing that binds it, and nothing about its people. */
export const permissionsWhileActing: readonly ProviderPermission[] = providerPermissions.filter(
  (permission) => !neverWhileActing.includes(permission),
)

const known: ReadonlySet<string> = new Set([...providerPermissions, ...councilPermissions])

/** A route that asks for a permission nobody could hold would be closed to everyone: that is a slip of the pen. */
export function isKnownPermission(permission: string): boolean {
  return known.has(permission)
}

function isView(permission: string): boolean {
  return permission.endsWith('.view')
}
