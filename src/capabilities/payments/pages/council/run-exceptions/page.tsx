import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { pence } from '../../../../../core/money.ts'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { ExceptionCode, Severity } from '../../../rules/exceptions.ts'
import { PAGE } from '../../../store/run-list.ts'
import type { RunException } from '../../../store/run-preview.ts'
import type { Period } from '../../../store/runs.ts'
import { EXCEPTION_WORDS } from '../exception-words.ts'

interface RunExceptionsPageProps {
  readonly period: Period
  readonly code: ExceptionCode
  readonly severity: Severity
  readonly rows: readonly RunException[]
  readonly view: ViewContext
}

export function RunExceptionsPage({ period, code, severity, rows, view }: RunExceptionsPageProps) {
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  const { title, meaning } = EXCEPTION_WORDS[code]
  const address = `/council/payments/${period.id}`
  return (
    <Page heading={title} backLink={{ href: address, text: period.name }} view={view} wide>
      <p class="govuk-body">{meaning}</p>
      <ResponsiveTable
        caption={title}
        captionHidden
        columns={[
          { heading: 'Provider' },
          { heading: 'Package and person' },
          { heading: 'Since' },
          { heading: 'Details' },
        ]}
        rows={shown.map((row) => [
          <a class="govuk-link" href={`${address}/lines?provider=${row.providerId}`}>
            {row.providerName}
          </a>,
          row.packageId === null ? (
            '–'
          ) : (
            <a class="govuk-link" href={`/council/packages/${row.packageId}`}>
              {row.packageReference}, {row.personName}
            </a>
          ),
          row.weekStart === null ? '–' : formatDay(row.weekStart),
          detailsOf(row),
        ])}
        empty="There are none."
      />
      {rows.length > PAGE && last !== undefined ? (
        <Pagination
          next={{ href: `${address}/exceptions?code=${code}&severity=${severity}&after=${last.id}`, labelText: 'More' }}
        />
      ) : null}
    </Page>
  )
}

function detailsOf({ details }: RunException): string {
  const { weeks, now, before } = details
  if (weeks !== undefined) return weeks === '1' ? '1 week' : `${weeks} weeks`
  if (now === undefined || before === undefined) return '–'
  return `${formatPounds(pence(BigInt(now)))} now, ${formatPounds(pence(BigInt(before)))} in the last run`
}
