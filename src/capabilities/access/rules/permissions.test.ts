import { expect, it } from 'vitest'
import {
  councilPermissions,
  isKnownPermission,
  permissionsOf,
  permissionsOfStaff,
  permissionsWhileActing,
  providerPermissions,
  type ProviderRole,
  type StaffRole,
} from './permissions.ts'
import { reachFor, type Grant } from './reach.ts'

const providerRoles: readonly ProviderRole[] = ['full', 'finance', 'care-management', 'admin', 'signatory', 'main']
const staffRoles: readonly StaffRole[] = [
  ...(['brokerage', 'payments', 'payments-approver', 'procurement'] as const),
  ...(['portal-administration', 'auditor', 'data-guardian'] as const),
]

it('lets a read-only grant see what the same grant may change, and change nothing', () => {
  for (const role of providerRoles) {
    const [edit, read] = [permissionsOf({ role, mode: 'edit' }), permissionsOf({ role, mode: 'read-only' })]
    expect(read).toEqual(edit.filter((permission) => permission.endsWith('.view')))
  }
})

const everyone = ['conversations.view', 'conversations.write', 'home.view'] as const

it.each([
  ['finance', [...everyone, 'invoices.submit', 'invoices.view', 'payments.view']],
  ['admin', [...everyone, 'organisation.change', 'organisation.view', 'people.manage', 'people.view']],
] as const)('gives %s its own kind of work only', (role, expected) => {
  expect([...permissionsOf({ role, mode: 'edit' })].sort()).toEqual(expected)
})

it('gives every permission to somebody', () => {
  expect(new Set(providerRoles.flatMap((role) => permissionsOf({ role, mode: 'edit' })))).toEqual(
    new Set(providerPermissions),
  )
  expect(new Set(staffRoles.flatMap(permissionsOfStaff))).toEqual(new Set(councilPermissions))
})

it('lets no one role both prepare a run and release it, nor an auditor change anything', () => {
  for (const role of staffRoles) {
    const held = permissionsOfStaff(role)
    expect(held.includes('runs.prepare') && held.includes('runs.release')).toBe(false)
  }
  expect(permissionsOfStaff('auditor').every((permission) => permission.endsWith('.view'))).toBe(true)
})

it('lets brokerage and payments decide on held weeks, which they can also see', () => {
  const deciding = staffRoles.filter((role) => permissionsOfStaff(role).includes('actuals.decide'))
  expect(deciding).toEqual(['brokerage', 'payments'])
  for (const role of deciding) expect(permissionsOfStaff(role)).toContain('actuals.view')
})

it('lets everybody come home', () => {
  for (const role of providerRoles) expect(permissionsOf({ role, mode: 'read-only' })).toContain('home.view')
  for (const role of staffRoles) expect(permissionsOfStaff(role)).toContain('home.view')
})

it('knows its permissions and no misspelt one', () => {
  expect(isKnownPermission('agreements.respond')).toBe(true)
  expect(isKnownPermission('agreements.respnd')).toBe(false)
})

const grant: Grant = {
  scope: 'organisation',
  role: 'full',
  mode: 'edit',
  contractId: null,
  serviceId: null,
  seenServices: [],
  seenContracts: [],
}
const service: Grant = { ...grant, scope: 'service', serviceId: 's1', seenContracts: ['k1'], role: 'care-management' }
const contract: Grant = { ...grant, scope: 'contract', contractId: 'k2', seenServices: ['s2'], role: 'finance' }

it('reaches the whole organisation when a grant that gives the permission does', () => {
  expect(reachFor([service, grant], 'packages.view')).toBe('organisation')
})

it('reaches only the service of care management, although finance is for the organisation', () => {
  const finance: Grant = { ...grant, role: 'finance' }
  expect(reachFor([finance, service], 'packages.view')).toEqual({
    services: ['s1'],
    contracts: [],
    seenServices: ['s1'],
    seenContracts: ['k1'],
  })
  expect(reachFor([finance, service], 'invoices.view')).toBe('organisation')
})

it('does not let a read-only grant widen what another may change', () => {
  const reading: Grant = { ...grant, role: 'care-management', mode: 'read-only' }
  expect(reachFor([reading, service], 'packages.view')).toBe('organisation')
  expect(reachFor([reading, service], 'packages.change')).toMatchObject({ services: ['s1'] })
})

it('joins services and contracts of several grants for a page that all may see', () => {
  expect(reachFor([service, contract, service], 'home.view')).toEqual({
    services: ['s1'],
    contracts: ['k2'],
    seenServices: ['s1', 's2'],
    seenContracts: ['k2', 'k1'],
  })
})

it('reaches nothing without a grant', () => {
  expect(reachFor([], 'home.view')).toEqual({ services: [], contracts: [], seenServices: [], seenContracts: [] })
})

it('lets nobody sign, answer agreements or look after people for a provider that they act for', () => {
  for (const permission of ['agreements.sign', 'agreements.respond', 'people.manage', 'restricted.open'] as const)
    expect(permissionsWhileActing).not.toContain(permission)
  expect(permissionsWhileActing).toContain('actuals.record')
})
