import { expect, it } from 'vitest'
import { administers, coverOf, isSameGrant, isWithin, rolesFor, rolesToAskFor, type GivenGrant } from './given.ts'

const whole = { scope: 'organisation', contractId: null, serviceId: null } as const
const elm = { scope: 'service', contractId: null, serviceId: 'elm' } as const
const oak = { scope: 'service', contractId: null, serviceId: 'oak' } as const

function grant(
  on: typeof whole | typeof elm | typeof oak,
  role: GivenGrant['role'],
  mode: GivenGrant['mode'] = 'edit',
) {
  return { ...on, role, mode }
}

it('never offers Main', () => {
  expect(rolesToAskFor).not.toContain('main')
})
it('offers admin for the whole organisation only', () => {
  expect(rolesFor('organisation')).toContain('admin')
  expect(rolesFor('service')).not.toContain('admin')
  expect(rolesFor('contract')).not.toContain('admin')
})
it('lets nobody give more than they hold', () => {
  expect(isWithin([grant(whole, 'full')], grant(elm, 'care-management'))).toBe(true)
  expect(isWithin([grant(elm, 'full')], grant(elm, 'finance'))).toBe(true)
  expect(isWithin([grant(elm, 'full')], grant(oak, 'finance'))).toBe(false)
  expect(isWithin([grant(elm, 'full')], grant(whole, 'finance'))).toBe(false)
  expect(isWithin([grant(whole, 'admin')], grant(whole, 'finance'))).toBe(false)
  expect(isWithin([grant(whole, 'full', 'read-only')], grant(whole, 'finance'))).toBe(false)
  expect(isWithin([grant(whole, 'full', 'read-only')], grant(whole, 'finance', 'read-only'))).toBe(true)
  expect(isWithin([], grant(elm, 'finance', 'read-only'))).toBe(false)
})
it('adds up what is held on the same thing', () => {
  const held = [grant(elm, 'finance'), grant(elm, 'care-management'), grant(whole, 'admin')]
  expect(isWithin(held, grant(elm, 'full'))).toBe(true)
  expect(isWithin(held, grant(oak, 'full'))).toBe(false)
})
it('counts as administrators those who may change people for the whole organisation', () => {
  expect(administers(grant(whole, 'admin'))).toBe(true)
  expect(administers(grant(whole, 'main'))).toBe(true)
  expect(administers(grant(whole, 'full', 'read-only'))).toBe(false)
  expect(administers(grant(whole, 'finance'))).toBe(false)
  expect(administers(grant(elm, 'full'))).toBe(false)
})
it('lends Main as Full', () => {
  expect(coverOf(grant(whole, 'main')).role).toBe('full')
  expect(coverOf(grant(elm, 'finance', 'read-only'))).toEqual(grant(elm, 'finance', 'read-only'))
})
it('knows the same work on the same thing, reading or writing', () => {
  expect(isSameGrant(grant(elm, 'finance'), grant(elm, 'finance', 'read-only'))).toBe(true)
  expect(isSameGrant(grant(elm, 'finance'), grant(oak, 'finance'))).toBe(false)
})
