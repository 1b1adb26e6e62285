import { formatDay } from '../../../../core/format.ts'
import { Tag } from '../../../../platform/web/govuk/tag.tsx'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import type { Absence } from '../../store/absences.ts'

interface Props {
  readonly absences: readonly Absence[]
  /** Where the absences of this face are. */
  readonly place: string
  readonly withProvider: boolean
  readonly next: string | undefined
  readonly empty: string
}

/** The absences of one face: a council's list names the provider too. */
export function AbsenceList({ absences, place, withProvider, next, empty }: Props) {
  return (
    <>
      <ResponsiveTable
        caption="Absences, the newest first"
        captionHidden
        classes="portal-dense"
        columns={[
          { heading: 'Person' },
          ...(withProvider ? [{ heading: 'Provider' }] : []),
          { heading: 'Service' },
          { heading: 'From' },
          { heading: 'Until' },
          { heading: 'Why' },
          { heading: 'State' },
        ]}
        rows={absences.map((absence) => [
          <a class="govuk-link" href={`${place}/${absence.id}`}>
            {absence.personName}, {absence.reference}
          </a>,
          ...(withProvider ? [absence.providerName] : []),
          absence.serviceName,
          formatDay(absence.firstDay),
          untilWords(absence),
          absenceWhy(absence),
          <AbsenceState absence={absence} />,
        ])}
        empty={empty}
      />
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`${place}?after=${next}`}>
            Older absences
          </a>
        </p>
      )}
    </>
  )
}

export function untilWords({ lastDay }: Pick<Absence, 'lastDay'>): string {
  return lastDay === null ? 'Not back yet' : formatDay(lastDay)
}

export function absenceWhy({ reason, reasonLabel, note }: Absence): string {
  return [reasonLabel ?? reason ?? '', note].filter((text) => text !== '').join(': ')
}

function AbsenceState({ absence: { status } }: { readonly absence: Pick<Absence, 'status'> }) {
  return <Tag colour={status === 'open' ? 'yellow' : status === 'ended' ? 'green' : 'grey'}>{stateWords[status]}</Tag>
}

export const stateWords: Readonly<Record<Absence['status'], string>> = {
  open: 'Not back yet',
  ended: 'Ended',
  undone: 'Undone',
}
