import { expect, it } from 'vitest'
import { detailFaults, mayMove, type ContactDetails, type DetailFault } from './contact-request.ts'

const asha: ContactDetails = {
  givenName: 'Asha',
  familyName: 'Patel',
  address: '1 High Street',
  phone: '07700 900123',
  email: 'asha.patel@elmhouse.example',
  jobTitle: 'Care coordinator',
  note: '',
}

it('takes a full set of details', () => {
  expect(detailFaults(asha)).toEqual([])
  expect(detailFaults({ ...asha, address: '', phone: '+44 (0)1603 496000 ext 12' })).toEqual([])
})

it.each<[Partial<ContactDetails>, DetailFault]>([
  [{ givenName: '' }, 'given-name-missing'],
  [{ familyName: '' }, 'family-name-missing'],
  [{ jobTitle: '' }, 'job-title-missing'],
  [{ phone: '' }, 'phone-missing'],
  [{ phone: 'ask at the desk' }, 'phone-not-a-number'],
  [{ phone: '0770' }, 'phone-not-a-number'],
  [{ email: '' }, 'email-missing'],
  [{ email: 'asha@elm' }, 'email-not-an-address'],
  [{ email: 'info@elmhouse.example' }, 'email-shared'],
  [{ givenName: 'a'.repeat(101) }, 'name-too-long'],
  [{ familyName: 'a'.repeat(101) }, 'family-name-too-long'],
  [{ address: 'a'.repeat(301) }, 'address-too-long'],
  [{ jobTitle: 'a'.repeat(101) }, 'job-title-too-long'],
  [{ note: 'a'.repeat(1_001) }, 'note-too-long'],
])('finds %o to be %s', (over, fault) => {
  expect(detailFaults({ ...asha, ...over })).toEqual([fault])
})

it('lets a request be decided once, and withdrawn until then', () => {
  expect(mayMove('requested', 'decide')).toBe(true)
  for (const status of ['draft', 'approved', 'refused', 'withdrawn'] as const)
    expect(mayMove(status, 'decide')).toBe(false)
  expect(mayMove('approved', 'withdraw')).toBe(false)
  expect(mayMove('requested', 'edit')).toBe(false)
})
