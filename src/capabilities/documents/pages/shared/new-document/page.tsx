import { chosen, errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Side } from '../../../rules/document.ts'
import type { Served } from '../../../store/people.ts'
import { NewDocumentFields, VersionFields } from '../filing-fields.tsx'
import { placeValue } from '../chosen-place.ts'
import { PeopleFound } from '../people-found.tsx'

const allOf = (side: Side) => ({ href: `/${side}/documents`, text: 'All documents' })

interface FindPersonProps {
  readonly view: ViewContext
  readonly side: Side
  readonly q: string
  readonly found: readonly Served[]
}

export function FindPersonPage({ view, side, q, found }: FindPersonProps) {
  return (
    <Page heading="Whom is the document about?" caption="File a document" view={view} backLink={allOf(side)}>
      <form method="get" action={`/${side}/documents/new`} role="search">
        <Input
          id="q"
          name="q"
          type="search"
          value={q}
          label="Person"
          hint="The beginning of a name, or a whole reference"
          classes="govuk-input--width-20"
        />
        <Button classes="govuk-button--secondary">Find</Button>
      </form>
      {q.trim() === '' ? null : <PeopleFound found={found} address={`/${side}/documents/new`} />}
    </Page>
  )
}

const WORDS = {
  provider: {
    who: 'Your people who work with this service see it, and the council.',
    told: 'The council is told that a document waits.',
  },
  council: {
    who: 'The provider’s people who work with this service see it.',
    told: 'The provider is told by e-mail that a document waits, not on whom.',
  },
} as const

interface NewDocumentProps {
  readonly view: ViewContext
  readonly side: Side
  readonly form: FormView
  readonly person: Served
  readonly served: readonly Served[]
}

export function NewDocumentPage({ view, side, form, person, served }: NewDocumentProps) {
  const name = `${person.givenName} ${person.familyName} (${person.reference})`
  return (
    <Page heading="File a document" caption={name} view={view} errors={form.errors} backLink={allOf(side)}>
      <PostForm action={`/${side}/documents/of/${person.personId}`} form={form} multipart draft>
        {served.length === 1 && errorFor(form, 'place') === undefined ? (
          <input type="hidden" name="place" value={placeValue(person)} />
        ) : (
          <Radios
            {...chosen(form, 'place')}
            legend="Which service is it for?"
            hint={WORDS[side].who}
            items={served.map((one) => ({
              value: placeValue(one),
              text: side === 'provider' ? one.serviceName : `${one.providerName}, ${one.serviceName}`,
            }))}
          />
        )}
        <NewDocumentFields form={form} />
        <VersionFields form={form} noteLabel="Note (optional)" />
        <p class="govuk-body">{WORDS[side].told}</p>
        <Button preventDoubleClick>File document</Button>
      </PostForm>
    </Page>
  )
}
