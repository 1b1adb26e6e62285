import { formatPounds } from '../../../../../core/format.ts'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { PAGE } from '../../../store/run-list.ts'
import type { RunLine } from '../../../store/run-preview.ts'
import type { Period, Run } from '../../../store/runs.ts'
import { TraceList } from '../../shared/trace-list.tsx'
import { daysOf, KIND_WORDS } from '../../shared/words.ts'

interface RunLinesPageProps {
  readonly period: Period
  readonly run: Run
  readonly lines: readonly RunLine[]
  readonly providerId: string | undefined
  readonly view: ViewContext
}

export function RunLinesPage({ period, run, lines, providerId, view }: RunLinesPageProps) {
  const shown = lines.slice(0, PAGE)
  const last = shown.at(-1)
  const address = `/council/payments/${period.id}`
  const only = providerId === undefined ? '' : `&provider=${providerId}`
  return (
    <Page
      heading={providerId === undefined ? 'Every line of the run' : (shown[0]?.providerName ?? 'Lines of one provider')}
      caption={`Run ${run.reference}`}
      backLink={{ href: address, text: period.name }}
      view={view}
      wide
    >
      <ResponsiveTable
        caption="Lines"
        columns={[
          { heading: 'Payee' },
          { heading: 'Person' },
          { heading: 'Package' },
          { heading: 'Service' },
          { heading: 'Days' },
          { heading: 'What' },
          { heading: 'Amount', numeric: true },
        ]}
        rows={shown.map((line) => [
          `${line.providerName} (${line.providerReference})`,
          line.personName,
          line.packageReference,
          line.serviceName,
          daysOf(line),
          <Details summary={KIND_WORDS[line.kind]}>
            <TraceList trace={line.trace} />
          </Details>,
          formatPounds(line.amountPence),
        ])}
        empty="There are no lines."
      />
      {lines.length > PAGE && last !== undefined ? (
        <Pagination
          next={{
            href: `${address}/lines?after=${last.providerId}_${last.fromOn}_${last.id}${only}`,
            labelText: 'More lines',
          }}
        />
      ) : null}
    </Page>
  )
}
