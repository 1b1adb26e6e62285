import { chosen, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Place } from '../../../store/accounts.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly places: readonly Place[]
  /** Places that only the organisation's own sign-in opens. */
  readonly elsewhere: readonly Place[]
  /** There was a place before, so there is a council to ask for another. */
  readonly mayAsk: boolean
  readonly returnTo: string
}

export function PlacesPage({ view, form, places, elsewhere, mayAsk, returnTo }: Props) {
  if (places.length === 0) return <NoPlace view={view} form={form} elsewhere={elsewhere} mayAsk={mayAsk} />
  return (
    <Page heading="Choose where to work" view={view} errors={form.errors}>
      <PostForm action="/places" form={form}>
        <input type="hidden" name="return" value={returnTo} />
        <Radios
          {...chosen(form, 'place')}
          legend={{ text: 'Where do you want to work now?', classes: 'govuk-fieldset__legend--m' }}
          hint="Every page shows the place. You can change it from “My account”."
          items={places.map((place) => ({
            value: place.membershipId,
            text: place.provider ?? place.council,
            hint: place.provider === null ? 'Council staff' : `Provider, with ${place.council}`,
          }))}
        />
        <Button preventDoubleClick>Continue</Button>
      </PostForm>
      <Elsewhere places={elsewhere} />
    </Page>
  )
}

function Elsewhere({ places }: { readonly places: readonly Place[] }) {
  return places.map(({ connectionId, council, provider }) => (
    <p class="govuk-body">
      {provider ?? council} is opened by its own sign-in.{' '}
      <a class="govuk-link" href={`/sign-in/with/${connectionId ?? ''}`}>
        Sign in with {provider ?? council}
      </a>
    </p>
  ))
}

export function PlaceAskedPage({ view }: Pick<Props, 'view'>) {
  return (
    <Page heading="The council has been asked" view={view} backLink="/places">
      <p class="govuk-body">
        The people at the council who look after access are told that your place has ended and that you ask for one.
        They decide, and may ring you or your organisation first. Asking more than once a day tells nobody again.
      </p>
    </Page>
  )
}

function NoPlace({ view, form, elsewhere, mayAsk }: Pick<Props, 'view' | 'form' | 'elsewhere' | 'mayAsk'>) {
  if (elsewhere.length > 0)
    return (
      <Page heading="Sign in with your organisation" view={view}>
        <Elsewhere places={elsewhere} />
        <PostForm action="/sign-out" form={form}>
          <Button classes="govuk-button--secondary">Sign out</Button>
        </PostForm>
      </Page>
    )
  return (
    <Page heading="You have no place to work" view={view}>
      <p class="govuk-body">
        Your account is right, but no council or provider has given it a place at present. An administrator at your
        organisation, or the council, can add you.
      </p>
      {mayAsk ? (
        <PostForm action="/places/asking" form={form}>
          <Button preventDoubleClick>Ask the council you worked with last</Button>
        </PostForm>
      ) : null}
      <PostForm action="/sign-out" form={form}>
        <Button classes="govuk-button--secondary">Sign out</Button>
      </PostForm>
    </Page>
  )
}
