import { expect, it } from 'vitest'
import { renderFragment } from '../render.ts'
import { normaliseHtml } from '../testing/normalise-html.ts'
import { ResponsiveTable } from './responsive-table.tsx'

const columns = [{ heading: 'Person' }, { heading: 'Amount', numeric: true }]

it('names each cell for the card it becomes on a narrow screen', () => {
  const html = renderFragment(<ResponsiveTable caption="Lines" columns={columns} rows={[['Ann Lee', '£294.00']]} />)
  expect(html).toContain('data-label="Amount"')
  expect(html).toContain('<th scope="row"')
})

it('says that it is empty instead of showing a table without rows', () => {
  const html = renderFragment(<ResponsiveTable caption="Lines" columns={columns} rows={[]} empty="No lines yet." />)
  expect(normaliseHtml(html)).toBe('<p class="govuk-body portal-empty">\n  No lines yet.')
})
