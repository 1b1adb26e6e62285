import { expect, it } from 'vitest'
import { chosen, dated, PostForm, typed, type FormView } from './forms.tsx'
import { DateInput } from './govuk/date-input.tsx'
import { Radios } from './govuk/radios.tsx'
import { renderFragment } from './render.ts'
import { normaliseHtml } from './testing/normalise-html.ts'

const form: FormView = {
  csrf: 'csrf-token',
  values: { 'from-day': '31', 'from-month': '2', 'from-year': '2026', answer: 'no' },
  errors: [
    { field: 'from-day', text: 'Enter a real date' },
    { field: 'answer', text: 'Select an answer' },
  ],
  idempotencyKey: 'key-1',
}

it('gives a field what was typed, what is wrong, and the id that errors link to', () => {
  expect(typed(form, 'answer')).toEqual({
    name: 'answer',
    id: 'answer',
    value: 'no',
    errorMessage: 'Select an answer',
  })
  expect(typed(form, 'note')).toEqual({ name: 'note', id: 'note', value: '', errorMessage: undefined })
})

it('puts the id that errors link to on the first radio', () => {
  const items = [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ]
  const html = normaliseHtml(renderFragment(<Radios legend="Agree?" items={items} {...chosen(form, 'answer')} />))
  expect(html).toContain('id="answer" name="answer" type="radio" value="yes"')
  expect(html).toContain('checked="" class="govuk-radios__input" id="answer-2"')
})

it('gives a date its three boxes, the fault of one of them, and the id of each', () => {
  const html = normaliseHtml(renderFragment(<DateInput legend="From" {...dated(form, 'from')} />))
  expect(html).toContain('id="from-day" inputmode="numeric" name="from-day" type="text" value="31"')
  expect(html).toContain('Enter a real date')
})

it('sends the token against forgery and the key that makes a repeat harmless', () => {
  const html = normaliseHtml(renderFragment(<PostForm action="/a" form={form} draftUrl="/a/draft" />))
  expect(html).toBe(
    [
      '<form action="/a" data-draft-url="/a/draft" method="post" novalidate="">',
      '  <input name="_csrf" type="hidden" value="csrf-token">',
      '  <input name="_key" type="hidden" value="key-1">',
      '  <p class="govuk-hint" data-draft-status="" role="status">',
    ].join('\n'),
  )
})
