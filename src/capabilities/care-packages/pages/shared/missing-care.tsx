import { daysBetween, type LocalDate } from '../../../../core/dates.ts'
import { formatDay, formatShortDay } from '../../../../core/format.ts'
import { londonToday } from '../../../../platform/clock.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { SummaryList } from '../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { MissingCare } from '../../store/missing-care.ts'

const STATUS = {
  waiting: { text: 'Waiting for the council', colour: 'yellow' },
  placed: { text: 'Placed', colour: 'green' },
  refused: { text: 'Refused', colour: 'red' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
} as const

interface TableProps {
  readonly base: string
  readonly rows: readonly MissingCare[]
  readonly today: LocalDate
  readonly empty: string
  readonly withProvider?: boolean
}

/** The queue as both sides see it, with its age. */
export function MissingCareTable({ base, rows, today, empty, withProvider = false }: TableProps) {
  return (
    <ResponsiveTable
      caption="Care without a package, what is due first on top"
      columns={[
        { heading: 'Person' },
        ...(withProvider ? [{ heading: 'Provider' }] : []),
        { heading: 'Service' },
        { heading: 'Since', nowrap: true },
        { heading: 'Raised', nowrap: true },
        { heading: 'State' },
      ]}
      rows={rows.map((row) => [
        <a class="govuk-link" href={`${base}/${row.id}`}>
          {row.personName}
        </a>,
        ...(withProvider ? [row.providerName] : []),
        row.serviceName,
        formatShortDay(row.beganOn),
        ageText(row, today),
        <StateTag row={row} today={today} />,
      ])}
      empty={empty}
    />
  )
}

function ageText({ raisedAt }: MissingCare, today: LocalDate): string {
  const days = daysBetween(londonToday(raisedAt), today)
  return days === 0 ? 'Today' : days === 1 ? '1 day ago' : `${String(days)} days ago`
}

function StateTag({ row: { status, dueOn }, today }: { readonly row: MissingCare; readonly today: LocalDate }) {
  if (status === 'waiting' && dueOn < today) return <Tag colour="red">{`Overdue since ${formatShortDay(dueOn)}`}</Tag>
  const { text, colour } = STATUS[status]
  return <Tag colour={colour}>{text}</Tag>
}

interface FactsProps {
  readonly care: MissingCare
  readonly today: LocalDate
  /** The address of a package, without its id. */
  readonly packages: string
}

export function MissingCareFacts({ care, today, packages }: FactsProps) {
  const { answer, answeredBy, answeredAt } = care
  return (
    <SummaryList
      rows={[
        { key: 'State', value: { text: <StateTag row={care} today={today} /> } },
        { key: 'Answer due by', value: formatDay(care.dueOn) },
        {
          key: 'Person',
          value: care.personReference === '' ? care.personName : `${care.personName} (${care.personReference})`,
        },
        { key: 'Provider and service', value: `${care.providerName}, ${care.serviceName}` },
        { key: 'Kind of care', value: care.serviceLevel },
        { key: 'Delivered in a week', value: care.weekly },
        { key: 'Since', value: formatDay(care.beganOn) },
        { key: 'Arranged with', value: care.arrangedWith },
        ...(care.details === '' ? [] : [{ key: 'More', value: care.details }]),
        { key: 'Raised', value: `${care.raiserName} on ${formatInstant(care.raisedAt)}` },
        ...(answer === null || answeredAt === null
          ? []
          : [{ key: 'Answer', value: `${answer} ${answeredBy ?? ''}, ${formatInstant(answeredAt)}` }]),
        ...(care.packageId === null
          ? []
          : [
              {
                key: 'Care package',
                value: {
                  text: (
                    <a class="govuk-link" href={`${packages}/${care.packageId}`}>
                      {care.packageReference}
                    </a>
                  ),
                },
              },
            ]),
      ]}
    />
  )
}
