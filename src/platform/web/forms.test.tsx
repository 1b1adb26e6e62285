import { expect, it } from 'vitest'
import { fixedClock } from '../clock.ts'
import { chosen, dated, isBegun, PostForm, typed, type FormView } from './forms.tsx'
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
  const html = normaliseHtml(renderFragment(<PostForm action="/a" form={form} />))
  expect(html).toBe(
    [
      '<form action="/a" method="post" novalidate="">',
      '  <input name="_csrf" type="hidden" value="csrf-token">',
      '  <input name="_key" type="hidden" value="key-1">',
    ].join('\n'),
  )
})

const drafts = { place: '/page?a=1', kept: [] }
const kept = { form: '/a', answers: { reason: 'begun' }, keptAt: fixedClock('2026-11-21T14:02:00Z').now() }

it('says to which page a form that keeps drafts belongs, and that everything in it was typed after a refusal', () => {
  const begun = normaliseHtml(renderFragment(<PostForm action="/a" form={{ ...form, errors: [], drafts }} draft />))
  expect(begun).toContain('data-draft="typed"')
  expect(begun).toContain('name="_draft" type="hidden" value="/page?a=1"')
  expect(begun).not.toContain('start again')
  expect(renderFragment(<PostForm action="/a" form={{ ...form, drafts }} draft />)).toContain('data-draft="all"')
})

it('keeps no draft of a form that does not ask for it, nor where the page does not', () => {
  expect(renderFragment(<PostForm action="/a" form={{ ...form, drafts }} />)).not.toContain('_draft')
  expect(renderFragment(<PostForm action="/a" form={form} draft />)).not.toContain('_draft')
})

it('says when what stands in a form was typed, and offers to begin anew outside of it', () => {
  const again = { ...form, errors: [], drafts: { ...drafts, kept: [kept] } }
  const html = renderFragment(<PostForm action="/a" form={again} draft />)
  expect(html).toContain('What you typed here on 21 November 2026 at 2:02pm is still here')
  expect(html.indexOf('</form>')).toBeLessThan(html.indexOf('start again'))
  expect(renderFragment(<PostForm action="/other" form={again} draft />)).not.toContain('still here')
  expect([isBegun(again, '/a'), isBegun(again, '/other')]).toEqual([true, false])
})
