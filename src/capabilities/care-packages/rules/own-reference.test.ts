import { expect, it } from 'vitest'
import { judgeNaming } from './own-reference.ts'

const known = new Map([['CP-1', { id: '1', reference: 'CP-1', ownReference: 'RO-1' }]])
const judged = (reference: string, ownReference: string) =>
  judgeNaming([{ line: 2, reference, ownReference }], known)[0]

it.each([
  ['', 'RO-2', 'Enter the reference of the package'],
  ['CP-2', 'RO-2', 'None of your packages has this reference'],
  ['CP-1', 'x'.repeat(41), 'Your reference must be 40 characters or fewer'],
  ['CP-1', 'x'.repeat(40), undefined],
])('says of %o called %o: %o', (reference, own, fault) => {
  expect(judged(reference, own)?.fault).toBe(fault)
})

it('leaves as it is what has the name already, and what is given none', () => {
  expect(judged('CP-1', 'RO-1')).toMatchObject({ isNew: false })
  expect(judged('CP-1', '')).toMatchObject({ isNew: false })
  expect(judged('CP-1', 'RO-2')).toMatchObject({ isNew: true })
})
