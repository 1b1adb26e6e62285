import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { faultsOfNew, faultsOfVersion, type Filing } from './document.ts'

const today = localDate('2025-04-10')
const good: Filing = { type: 'review', title: 'Review', datedOn: today, note: '' }

it.each<[string, Partial<Filing>, readonly string[]]>([
  ['nothing wrong', {}, []],
  ['no kind', { type: '' }, ['type-missing']],
  ['no title', { title: '  ' }, ['title-missing']],
  ['a title of 201 letters', { title: 'a'.repeat(201) }, ['title-too-long']],
  ['no day', { datedOn: undefined }, ['date-missing']],
  ['tomorrow', { datedOn: localDate('2025-04-11') }, ['date-ahead']],
  ['a note of 2,001 letters', { note: 'a'.repeat(2_001) }, ['note-too-long']],
  ['nothing at all', { type: '', title: '', datedOn: undefined }, ['type-missing', 'title-missing', 'date-missing']],
])('judges what was typed beside a file: %s', (_what, over, faults) => {
  expect(faultsOfNew({ ...good, ...over }, today)).toEqual(faults)
})

it('asks less of a new version', () => {
  expect(faultsOfVersion({ datedOn: today, note: '' }, today)).toEqual([])
})
