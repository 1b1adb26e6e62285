import type { FormView } from '../../../../../platform/web/forms.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { CountedVisit } from '../../../rules/timetable.ts'
import { countAddedRows } from '../../../rules/typed-visits.ts'
import type { Line } from '../../shared/lines.ts'
import { Box, Choice, dayName, daysOf } from './boxes.tsx'
import { outcomeItems, paidWords } from './words.ts'

const columns = [
  { heading: 'Added visit' },
  { heading: 'Day' },
  { heading: 'Start' },
  { heading: 'End' },
  { heading: 'Carers' },
  { heading: 'What became of it' },
]

type Props = { readonly form: FormView; readonly line: Line }

/** Visits on top of the timetable: those that were added before or are typed, and some empty rows. */
export function Added({ form, line }: Props) {
  const places = Array.from({ length: countAddedRows(form.values) }, (_, place) => place)
  const days = daysOf(line.row.weekStart)
  return (
    <>
      <ResponsiveTable
        caption="Visits that are not in the timetable"
        classes="portal-dense portal-visits"
        columns={columns}
        rows={places.map((place) => {
          const key = `added-${String(place)}`
          const name = `added visit ${String(place + 1)}`
          const values = { [`carers-${key}`]: '1', ...form.values }
          return [
            String(place + 1),
            <Choice form={form} field={`day-${key}`} label={`Day, ${name}`} items={days} />,
            <Box form={form} field={`start-${key}`} label={`Start, ${name}`} />,
            <Box form={form} field={`end-${key}`} label={`End, ${name}`} />,
            <Box form={{ ...form, values }} field={`carers-${key}`} label={`Carers, ${name}`} />,
            <Choice form={form} field={`outcome-${key}`} label={`What became of it, ${name}`} items={outcomeItems} />,
          ]
        })}
      />
      <p class="govuk-body">
        A visit that you missed and one that you add in its place go together: nothing counts as missed or extra. A
        visit that is added and was frustrated counts as extra and as frustrated.
      </p>
    </>
  )
}

export function AddedClosed({ counted }: { readonly counted: readonly CountedVisit[] }) {
  const added = counted.filter(({ planned }) => planned === undefined)
  if (added.length === 0) return null
  return (
    <ResponsiveTable
      caption="Visits that are not in the timetable"
      classes="portal-dense"
      columns={[...columns.slice(1), { heading: 'Paid' }]}
      rows={added.map((visit) => [
        dayName(visit.day),
        visit.startsAt,
        visit.endsAt,
        String(visit.carers),
        outcomeItems.find(({ value }) => value === visit.outcome)?.text ?? '',
        paidWords(visit),
      ])}
    />
  )
}
