import { renderToString } from 'preact-render-to-string'
import { expect, it } from 'vitest'
import { localDate } from '../../../../core/dates.ts'
import { AgreementsOf } from './agreements-of.tsx'

const startsOn = localDate('2025-04-07')
const agreements = [
  { id: 'a1', reference: 'CP-1-A1', status: 'agreed' as const, startsOn, day: startsOn, temporary: false },
]

it('says which agreements there are to all who see the care, and leads there whoever may open them', () => {
  const shown = (mayOpen: boolean) =>
    renderToString(<AgreementsOf agreements={agreements} face="/council" mayOpen={mayOpen} />)
  expect(shown(true)).toContain('<a class="govuk-link" href="/council/agreements/a1">Agreement CP-1-A1</a>: agreed')
  expect(shown(false)).toContain('<li>Agreement CP-1-A1: agreed, for care from 7 April 2025</li>')
})
