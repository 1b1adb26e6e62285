import { formatDay, formatTime } from '../../../../../core/format.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { VisitsRefusal } from '../../../commands/record-visits.ts'
import type { VisitFault } from '../../../rules/typed-visits.ts'
import { wordsFor } from '../../shared/words.ts'

const words: Readonly<Record<VisitFault['code'], string>> = {
  'not-a-time': 'Enter a time of day, like 08:30',
  'not-a-number-of-carers': 'Enter how many carers came, from 1 to 4',
  'other-week': 'Choose a day of this week',
  incomplete: 'Enter when the visit started and when it ended, like 08:30',
  'no-length': 'Enter an end that is not the start',
}

export function visitErrors(faults: readonly VisitFault[]): readonly FieldError[] {
  return faults.map(({ field, code, visit }) => ({
    field,
    text: `${visit === undefined ? 'Added visit' : `${formatDay(visit.day)}, ${formatTime(visit.startsAt)}`}: ${words[code]}`,
  }))
}

type Refused = { readonly errors: readonly FieldError[]; readonly version: number }

/** After somebody else's change the form stands on theirs: sending it again is then a decision. */
export function refusalErrors(refusal: VisitsRefusal, version: number): Refused {
  if (refusal.code === 'plan-changed')
    return { version, errors: [{ field: 'sheet', text: 'The timetable has changed. Check the visits and send again' }] }
  if (refusal.code === 'not-timetabled')
    return { version, errors: [{ field: 'sheet', text: 'The way of recording has changed. Go back to the week' }] }
  const stale = refusal.faults.flatMap(({ fault }) => (fault.code === 'R06' ? [fault.standing?.version ?? 0] : []))
  return {
    version: stale[0] ?? version,
    errors: refusal.faults.map(({ fault }) => {
      const { field, text } = wordsFor(fault, 'hour')
      return { field: field === 'comment' || field === 'reason' ? field : 'sheet', text }
    }),
  }
}
