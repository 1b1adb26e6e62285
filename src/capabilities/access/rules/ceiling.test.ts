import { expect, it } from 'vitest'
import { ceilingRoles, ceilingScopes, ceilingSentences, isUnderCeiling, noCeiling, readCeiling } from './ceiling.ts'
import type { GivenGrant } from './given.ts'

const whole = { scope: 'organisation', contractId: null, serviceId: null } as const
const elm = { scope: 'service', contractId: null, serviceId: 'elm' } as const
const grant = (target: typeof whole | typeof elm, role: GivenGrant['role'], mode: GivenGrant['mode'] = 'edit') => ({
  ...target,
  role,
  mode,
})

it('invites nobody unless the council says so', () => {
  expect(isUnderCeiling(noCeiling, grant(elm, 'finance', 'read-only'))).toBe(false)
  expect(ceilingSentences(noCeiling)).toEqual([])
})
it('keeps direct invitations under the ceiling, for each width by itself', () => {
  const finance = readCeiling('finance')
  expect(isUnderCeiling(finance, grant(whole, 'finance'))).toBe(true)
  expect(isUnderCeiling(finance, grant(elm, 'care-management', 'read-only'))).toBe(false)
  const services = readCeiling({ service: 'full' })
  expect(isUnderCeiling(services, grant(elm, 'care-management'))).toBe(true)
  expect(isUnderCeiling(services, grant(whole, 'finance', 'read-only'))).toBe(false)
  expect(isUnderCeiling(readCeiling('full'), grant(whole, 'admin'))).toBe(true)
})
it('leaves the main contact and the authority to sign to the council', () => {
  expect(isUnderCeiling(readCeiling('full'), grant(whole, 'main'))).toBe(false)
  expect(isUnderCeiling(readCeiling('full'), grant(whole, 'signatory'))).toBe(false)
})
it.each([[null], ['main'], ['king'], [7], [{ service: 'main' }], [[]]])('reads %j as nobody', (value) => {
  expect(readCeiling(value)).toEqual(noCeiling)
})
it('offers no admin of less than the organisation', () => {
  expect(ceilingScopes.filter((scope) => ceilingRoles[scope].includes('admin'))).toEqual(['organisation'])
})
