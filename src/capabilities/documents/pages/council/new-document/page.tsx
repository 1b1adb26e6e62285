import { chosen, errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Served } from '../../../store/people.ts'
import { NewDocumentFields, VersionFields } from '../../shared/filing-fields.tsx'
import { placeValue } from '../../shared/chosen-place.ts'
import { PeopleFound } from '../../shared/people-found.tsx'

const backLink = { href: '/council/documents', text: 'All documents' }

interface FindPersonProps {
  readonly view: ViewContext
  readonly q: string
  readonly found: readonly Served[]
}

export function FindPersonPage({ view, q, found }: FindPersonProps) {
  return (
    <Page heading="Whom is the document about?" caption="File a document" view={view} backLink={backLink}>
      <form method="get" action="/council/documents/new" role="search">
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
      {q.trim() === '' ? null : <PeopleFound found={found} address="/council/documents/new" />}
    </Page>
  )
}

interface NewDocumentProps {
  readonly view: ViewContext
  readonly form: FormView
  readonly person: Served
  readonly served: readonly Served[]
}

export function NewDocumentPage({ view, form, person, served }: NewDocumentProps) {
  const name = `${person.givenName} ${person.familyName} (${person.reference})`
  return (
    <Page heading="File a document" caption={name} view={view} errors={form.errors} backLink={backLink}>
      <PostForm action={`/council/documents/of/${person.personId}`} form={form} multipart draft>
        {served.length === 1 && errorFor(form, 'place') === undefined ? (
          <input type="hidden" name="place" value={placeValue(person)} />
        ) : (
          <Radios
            {...chosen(form, 'place')}
            legend="Which service is it for?"
            hint="The provider’s people who work with this service see it."
            items={served.map((one) => ({ value: placeValue(one), text: `${one.providerName}, ${one.serviceName}` }))}
          />
        )}
        <NewDocumentFields form={form} />
        <VersionFields form={form} noteLabel="Note (optional)" />
        <p class="govuk-body">The provider is told by e-mail that a document waits, not on whom.</p>
        <Button preventDoubleClick>File document</Button>
      </PostForm>
    </Page>
  )
}
