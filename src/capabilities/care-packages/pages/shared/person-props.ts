import type { LocalDate } from '../../../../core/dates.ts'
import type { AroundPerson } from '../../store/person.ts'

export interface PersonProps {
  readonly around: AroundPerson
  readonly today: LocalDate
  /** '/provider' or '/council'. */
  readonly face: '/provider' | '/council'
}
