import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../../../core/dates.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { addPerson, type AddRefusal } from '../../../commands/add-person.ts'
import type { PersonFault } from '../../../rules/new-person.ts'
import { NewPersonPage } from './page.tsx'

const box = z.string().max(200).default('')
const Form = z.object({
  ...{ givenName: box, familyName: box, nhsNumber: box, reference: box },
  ...{ 'born-day': box, 'born-month': box, 'born-year': box },
})
type Typed = z.infer<typeof Form>

const LONGEST_NAME = 100
const LONGEST_REFERENCE = 40

const faultWords: Readonly<Record<PersonFault, FieldError>> = {
  'name-missing': { field: 'givenName', text: 'Enter the first name' },
  'family-name-missing': { field: 'familyName', text: 'Enter the last name' },
  'born-in-future': { field: 'born-day', text: 'The date of birth must be in the past' },
  'born-too-early': { field: 'born-day', text: 'The date of birth must be after 1900' },
  'nhs-number': { field: 'nhsNumber', text: 'Enter an NHS number with 10 digits, like 999 000 0018' },
}

/** A person for whom no care was commissioned before; from here on to commissioning it. */
export function mountNewPerson(app: FastifyInstance, web: Web): void {
  const config = { permission: 'packages.decide' } as const
  app.get('/service-users/new', { config: { ...config, drafts: true } }, (request, reply) =>
    web.html(reply, <NewPersonPage form={web.form(request)} view={web.view(request)} />),
  )
  app.post('/service-users', { config }, async (request, reply) => {
    const typed = web.parse(Form, request.body)
    const born = bornOn(typed)
    const errors = [...lengthFaults(typed), ...(born === undefined ? [BORN] : [])]
    if (born === undefined || errors.length > 0) return again(web, { request, reply }, typed, errors)
    const { givenName, familyName, nhsNumber, reference } = typed
    const person = {
      ...{ givenName: givenName.trim(), familyName: familyName.trim(), bornOn: born },
      ...{ nhsNumber: nhsNumber.trim(), reference: reference.trim() },
    }
    const outcome = await web.inWork(request, (work) => addPerson(work, person))
    if (!outcome.ok) return again(web, { request, reply }, typed, errorsOf(outcome.refusal))
    web.flash(reply, 'Added. Now commission their care')
    return reply.redirect(`/council/packages/new?person=${outcome.value.id}`, 303)
  })
}

const BORN = { field: 'born-day', text: 'The date of birth must be a real date, like 27 3 1938' }

/** Null where all three boxes are empty, undefined where they hold no day. */
function bornOn(typed: Typed): LocalDate | null | undefined {
  const [day, month, year] = [typed['born-day'].trim(), typed['born-month'].trim(), typed['born-year'].trim()]
  if (day + month + year === '') return null
  return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

function lengthFaults({ givenName, familyName, reference }: Typed): readonly FieldError[] {
  const tooLong = (field: string, text: string, most: number) =>
    text.trim().length > most ? [{ field, text: `This must be ${String(most)} characters or fewer` }] : []
  return [
    ...tooLong('givenName', givenName, LONGEST_NAME),
    ...tooLong('familyName', familyName, LONGEST_NAME),
    ...tooLong('reference', reference, LONGEST_REFERENCE),
  ]
}

function errorsOf(refusal: AddRefusal): readonly FieldError[] {
  switch (refusal.code) {
    case 'faulty':
      return refusal.faults.map((fault) => faultWords[fault])
    case 'reference-taken':
      return [{ field: 'reference', text: 'Somebody has this reference already. Find them by it instead' }]
    case 'nhs-number-taken':
      return [{ field: 'nhsNumber', text: `${refusal.reference} has this NHS number already. Find them by it instead` }]
  }
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

function again(web: Web, { request, reply }: Exchange, typed: Typed, errors: readonly FieldError[]): FastifyReply {
  return web.html(reply, <NewPersonPage form={web.form(request, typed, errors)} view={web.view(request)} />, 422)
}
