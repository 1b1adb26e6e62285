import { expect, it } from 'vitest'
import type { GivenGrant } from './given.ts'
import { needsSecondAdministrator } from './two-administrators.ts'

const grant = (role: GivenGrant['role'], over: Partial<GivenGrant> = {}): GivenGrant => ({
  role,
  mode: 'edit',
  scope: 'organisation',
  contractId: null,
  serviceId: null,
  ...over,
})
const service = { scope: 'service', serviceId: 's' } as const

it.each([
  ['finance where one person administers', [grant('finance')], 1, true],
  ['finance where nobody does', [grant('finance')], 0, true],
  ['finance where two do', [grant('finance')], 2, false],
  ['finance for one service', [grant('finance', service)], 1, true],
  ['full for one service, which holds finance', [grant('full', service)], 1, true],
  ['reading finance', [grant('finance', { mode: 'read-only' })], 1, false],
  ['care management', [grant('care-management')], 1, false],
  ['a second administrator', [grant('admin')], 1, false],
  ['a second administrator who also does finance', [grant('admin'), grant('finance')], 1, false],
])('judges %s', (_, given, administrators, needs) => {
  expect(needsSecondAdministrator(given, administrators)).toBe(needs)
})
