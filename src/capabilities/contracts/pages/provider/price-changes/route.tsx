import type { FastifyInstance } from 'fastify'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listLetters, type Letter } from '../../../store/letters.ts'

export function mountLetters(app: FastifyInstance, web: Web): void {
  app.get('/price-changes', { config: { permission: 'payments.view' } }, async (request, reply) => {
    const letters = await web.read(request, listLetters)
    return web.html(reply, <LettersPage letters={letters} view={web.view(request)} />)
  })
}

interface LettersProps {
  readonly letters: readonly Letter[]
  readonly view: ViewContext
}

function LettersPage({ letters, view }: LettersProps) {
  return (
    <Page heading="Letters about prices" view={view}>
      <p class="govuk-body">
        When the council raises its prices, it writes here what changes for your organisation. What is paid on, and
        every price by date, stands with your{' '}
        <a class="govuk-link" href="/provider/contracts">
          contracts
        </a>
        .
      </p>
      <ResponsiveTable
        caption="Newest first"
        empty="There is no letter yet. The price of each care package is on its own page."
        columns={[{ heading: 'Letter' }, { heading: 'Sent' }, { heading: 'State' }]}
        rows={letters.map(({ upliftId, name, sentAt, withdrawnAt }) => [
          <a class="govuk-link" href={`/provider/price-changes/${upliftId}`}>
            {name}
          </a>,
          formatInstant(sentAt),
          withdrawnAt === null ? <Tag colour="green">Holds</Tag> : <Tag colour="grey">Withdrawn</Tag>,
        ])}
      />
    </Page>
  )
}
