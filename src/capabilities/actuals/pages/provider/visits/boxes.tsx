import type { LocalDate } from '../../../../../core/dates.ts'
import { formatLongDay, formatShortDay } from '../../../../../core/format.ts'
import { daysIn, weekOf } from '../../../../../core/periods.ts'
import { typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'

type BoxProps = { readonly form: FormView; readonly field: string; readonly label: string }

/** A box of a table, named by its column and row for whoever cannot see them. */
export function Box({ form, field, label }: BoxProps) {
  return (
    <Input
      {...typed(form, field)}
      label={{ text: label, classes: 'govuk-visually-hidden' }}
      classes="govuk-input--width-4"
      autocomplete="off"
      spellcheck={false}
      formGroup={{ classes: 'govuk-!-margin-bottom-0' }}
    />
  )
}

type ChoiceProps = BoxProps & { readonly items: readonly { readonly value: string; readonly text: string }[] }

export function Choice({ form, field, label, items }: ChoiceProps) {
  return (
    <Select
      {...typed(form, field)}
      label={{ text: label, classes: 'govuk-visually-hidden' }}
      items={items}
      formGroup={{ classes: 'govuk-!-margin-bottom-0' }}
    />
  )
}

/** The days of a week to choose from; the heading of the page says of which year. */
export function daysOf(weekStart: LocalDate): ChoiceProps['items'] {
  return daysIn(weekOf(weekStart)).map((day) => ({ value: day, text: dayName(day).replace(/ \d{4}$/, '') }))
}

/** 'Mon 31 Mar 2025': timetables are known by their weekdays. */
export function dayName(day: LocalDate): string {
  return `${formatLongDay(day).slice(0, 3)} ${formatShortDay(day)}`
}
