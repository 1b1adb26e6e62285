import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import {
  additions,
  administers,
  coverOf,
  isAllHeld,
  isSameGrant,
  isWithin,
  rolesFor,
  rolesThatBring,
  rolesToAskFor,
  withHeldDays,
  type GivenGrant,
} from './given.ts'

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

const held = (given: GivenGrant, endsOn: string | null = null, covers: string | null = null) => ({
  ...given,
  endsOn: endsOn === null ? null : localDate(endsOn),
  covers,
})

it('keeps the last day of what is held, and of nothing else', () => {
  const dated = held(grant(whole, 'finance'), '2025-05-02')
  const cover = held(grant(elm, 'finance'), '2025-05-02', 'somebody')
  const asked = [grant(whole, 'finance', 'read-only'), grant(elm, 'finance'), grant(oak, 'finance')]
  expect(withHeldDays(asked, [dated, cover]).map(({ endsOn }) => endsOn)).toEqual(['2025-05-02', null, null])
})
it('finds what is added, and nothing where something held would change or end', () => {
  const own = [held(grant(whole, 'main')), held(grant(elm, 'finance')), held(grant(oak, 'full'), '2025-05-02', 'who')]
  const finance = grant(elm, 'finance')
  const more = grant(oak, 'finance')
  expect(additions([finance, more], own)).toEqual([more])
  expect(additions([grant(elm, 'finance', 'read-only'), more], own)).toBeUndefined()
  expect(additions([more], own)).toBeUndefined()
  expect([isAllHeld([finance], own), isAllHeld([finance, more], own)]).toEqual([true, false])
})
it('names the narrowest work that brings a permission, and signing only where nothing else does', () => {
  expect(rolesThatBring('payments.view')).toEqual(['finance', 'full'])
  expect(rolesThatBring('agreements.view')).toEqual(['care-management', 'full'])
  expect(rolesThatBring('agreements.sign')).toEqual(['signatory'])
  expect(rolesThatBring('runs.release')).toEqual([])
})
