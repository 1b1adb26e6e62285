import type { LocalDate } from '../../../../core/dates.ts'
import { sumPence } from '../../../../core/money.ts'
import { londonToday } from '../../../../platform/clock.ts'
import type { Package } from '../../rules/package.ts'
import type { Happening } from '../../rules/timeline.ts'
import type { HappenedTo } from '../../store/happened-to.ts'
import type { AroundPerson } from '../../store/person.ts'
import { DOCUMENT_WORDS } from './words.ts'

/** What was said, filed, asked, decided and paid, beside what the packages themselves tell. */
export function toldOf(around: AroundPerson): readonly Happening[] {
  const { packages, happened, lines = [] } = around
  return [...papersOf(around), ...happened.flatMap((one) => happeningsOf(one, packages)), ...paidOf(lines, packages)]
}

function papersOf({ messages = [], documents = [], agreements = [] }: AroundPerson): readonly Happening[] {
  return [
    ...messages.map(({ id, typeName, openedAt }) => ({
      ...({ kind: 'message', id, text: typeName, day: londonToday(openedAt) } as const),
    })),
    ...documents.map(({ id, type, filedAt }) => ({
      ...({ kind: 'document', id, text: DOCUMENT_WORDS[type] ?? type, day: londonToday(filedAt) } as const),
    })),
    ...agreements.flatMap(({ id, reference, publishedAt }) =>
      publishedAt === null ? [] : [{ kind: 'agreement', id, text: reference, day: londonToday(publishedAt) } as const],
    ),
  ]
}

function happeningsOf(one: HappenedTo, packages: readonly Package[]): readonly Happening[] {
  const care = packages.find(({ id }) => id === one.packageId)
  if (care === undefined) return []
  const { id } = one
  switch (one.kind) {
    case 'life-event':
      return [
        { kind: 'life-event', day: one.day, care, id, what: one.what },
        ...(one.until === null ? [] : [{ kind: 'back', day: one.until, care, id } as const]),
      ]
    case 'variation':
      return [
        { kind: 'asked', day: londonToday(one.at), care, id, status: one.what },
        ...at(one.laterAt).map((day) => ({ kind: 'answered', day, care, id, status: one.what }) as const),
      ]
    case 'suspension':
      return [
        { kind: 'suspended', day: one.day, care },
        ...at(one.laterAt).map((day) => ({ kind: 'released', day, care }) as const),
      ]
  }
}

function at(instant: Date | null): readonly LocalDate[] {
  return instant === null ? [] : [londonToday(instant)]
}

/** What one day's payment had for the person, whatever lines it was of. */
function paidOf(lines: NonNullable<AroundPerson['lines']>, packages: readonly Package[]): readonly Happening[] {
  const paid = Map.groupBy(lines, ({ paidOn }) => paidOn)
  return [...paid].flatMap(([day, own]) =>
    day === null
      ? []
      : [
          {
            ...({ kind: 'paid', day, amount: sumPence(own.map(({ amount }) => amount)) } as const),
            packages: packages.filter(({ id }) => own.some(({ packageId }) => packageId === id)),
          },
        ],
  )
}
