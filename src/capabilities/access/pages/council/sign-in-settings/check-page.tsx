import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { changesOf, settingOrder, takesDigitsNoMore, type SignInSettings } from '../../../rules/sign-in-settings.ts'
import type { Affected, SavedSettings } from '../../../store/sign-in-settings.ts'
import { SettingsList } from './page.tsx'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly saved: SavedSettings
  readonly wanted: SignInSettings
  readonly affected: Affected
}

export function SignInCheckPage({ view, form, saved, wanted, affected }: Props) {
  const isSame = changesOf(saved, wanted).length === 0
  return (
    <Page
      heading="Check how people will sign in"
      caption="People"
      view={view}
      errors={form.errors}
      backLink="/council/people/sign-in"
    >
      <SettingsList settings={wanted} />
      {isSame ? (
        <p class="govuk-body" id="affected">
          This is how people sign in now: there is nothing to change.
        </p>
      ) : (
        <>
          <h2 class="govuk-heading-m">Who is affected</h2>
          <ul class="govuk-list govuk-list--bullet" id="affected">
            {effectsOf(saved, wanted, affected).map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          {takesDigitsNoMore(saved, wanted) && affected.digitsOnly > 0 ? (
            <WarningText>
              They are each sent a link now, and cannot sign in before they set up an app or a passkey with it.
            </WarningText>
          ) : null}
          <ChangeForm form={form} saved={saved} wanted={wanted} />
        </>
      )}
    </Page>
  )
}

function ChangeForm({ form, saved, wanted }: Pick<Props, 'form' | 'saved' | 'wanted'>) {
  return (
    <PostForm action="/council/people/sign-in" form={form}>
      <input type="hidden" name="version" value={saved.version} />
      {settingOrder.map((name) => (
        <input type="hidden" name={name} value={wanted[name]} />
      ))}
      <Button preventDoubleClick>Change how people sign in</Button>
    </PostForm>
  )
}

function effectsOf(saved: SavedSettings, wanted: SignInSettings, affected: Affected): readonly string[] {
  const changes = changesOf(saved, wanted)
  return [
    `${peopleIn(affected.people)} with a place at your council today.`,
    ...(changes.includes('policy') ? policyEffects(wanted, affected) : []),
    ...(changes.includes('securityCode') ? secondStepEffects(wanted, affected) : []),
    ...(changes.includes('dormantDays')
      ? [
          'Whoever has not signed in for longer is warned or suspended tonight, but for those of a council that suspends sooner.',
        ]
      : []),
    ...(changes.includes('idleMinutes')
      ? ['Whoever is signed in, from the next page on, but for those of a council that signs people out sooner.']
      : []),
    ...(changes.includes('linkHours')
      ? ['Links from now on. Those that are on their way work as long as they say.']
      : []),
    ...(changes.includes('firstAccess') ? ['Invitations from now on. Those that are on their way work as sent.'] : []),
  ]
}

function policyEffects({ policy }: SignInSettings, { classicElsewhere, oldPasswords }: Affected): readonly string[] {
  const elsewhere = `${peopleIn(classicElsewhere)} also working for a council with the classic rules: those hold for them as before.`
  const old = `${peopleIn(oldPasswords)} whose password is older than 90 days: the next sign-in asks for a new one.`
  return [...(classicElsewhere === 0 ? [] : [elsewhere]), ...(policy === 'classic' && oldPasswords > 0 ? [old] : [])]
}

function secondStepEffects({ securityCode }: SignInSettings, { digitsOnly }: Affected): readonly string[] {
  if (securityCode === 'allowed')
    return ['Who has a security code may use it again, where every council of theirs takes it.']
  return [`${peopleIn(digitsOnly)} with neither an authenticator app nor a passkey.`]
}

function peopleIn(count: number): string {
  return count === 1 ? '1 person' : `${String(count)} people`
}
