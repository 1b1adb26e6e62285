import type { FastifyInstance } from 'fastify'
import { formatDay } from '../../../../../core/format.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import { TableDownloads } from '../../../../../platform/web/patterns/table-downloads.tsx'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listOwnContracts } from '../../../store/own-contracts.ts'
import type { Contract } from '../../../store/price-book.ts'
import { KIND_WORDS } from '../../shared/words.tsx'

const path = '/contracts'
const permission = 'payments.view'

export function mountOwnContracts(app: FastifyInstance, web: Web): void {
  app.get(path, { config: { permission } }, async (request, reply) => {
    const contracts = await web.read(request, listOwnContracts)
    return web.html(reply, <ContractsPage contracts={contracts} view={web.view(request)} />)
  })
  mountTable(app, {
    ...{ path, permission },
    read: async (request) => ({
      ...{ name: 'contracts', title: 'Contracts' },
      columns: [
        { heading: 'Number', width: 16 },
        { heading: 'Title', width: 32 },
        { heading: 'Kind', width: 12 },
        { heading: 'Payment calendar', width: 18 },
        { heading: 'Starts', width: 12 },
        { heading: 'Last day', width: 12 },
      ],
      rows: (await web.read(request, listOwnContracts)).map(({ number, title, kind, calendar, startsOn, endsOn }) => [
        ...[number, title, kind, calendar, { day: startsOn }],
        endsOn === null ? null : { day: endsOn },
      ]),
    }),
  })
}

interface ContractsProps {
  readonly contracts: readonly Contract[]
  readonly view: ViewContext
}

function ContractsPage({ contracts, view }: ContractsProps) {
  return (
    <Page heading="Contracts" view={view}>
      <p class="govuk-body">
        What your care is paid on: terms and prices by date, as you agreed them with the council. Letters about new
        prices are among the{' '}
        <a class="govuk-link" href="/provider/price-changes">
          letters
        </a>
        .
      </p>
      <ResponsiveTable
        caption="By number"
        empty="The council has no contract with you in the portal yet."
        columns={[{ heading: 'Contract' }, { heading: 'Kind' }, { heading: 'Starts' }, { heading: 'Last day' }]}
        rows={contracts.map(({ id, number, title, kind, startsOn, endsOn }) => [
          <a class="govuk-link" href={`/provider/contracts/${id}`}>
            {number}, {title}
          </a>,
          KIND_WORDS[kind],
          formatDay(startsOn),
          endsOn === null ? 'No end is set' : formatDay(endsOn),
        ])}
      />
      {contracts.length === 0 ? null : <TableDownloads href="/provider/contracts" what="this list" />}
    </Page>
  )
}
