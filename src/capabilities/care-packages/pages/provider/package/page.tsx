import type { LocalDate } from '../../../../../core/dates.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { FollowLink } from '../../../../../platform/web/patterns/follow-link.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { AroundPackage } from '../../../store/around-package.ts'
import { AgreementsOf } from '../../shared/agreements-of.tsx'
import { Delivered } from '../../shared/delivered.tsx'
import { PackageFacts, PaperLink, PersonBar, type Uplifts } from '../../shared/package.tsx'
import { PackageWarnings } from '../../shared/package-warnings.tsx'
import { NotSent, SuspensionFacts } from '../../shared/suspension.tsx'
import { VariationsOf } from '../../shared/variation.tsx'
import { VisitPriceFacts } from '../../shared/visit-prices.tsx'
import { WhoPays } from '../../shared/who-pays.tsx'

interface PackagePageProps extends Omit<AroundPackage, 'uplifts'> {
  readonly uplifts: Uplifts
  readonly today: LocalDate
  readonly seesAgreements: boolean
  readonly mayChange: boolean
  readonly mayWrite: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function PackagePage(props: PackagePageProps) {
  const { care, agreements, variations, weeks, today, mayChange, mayWrite, form, view } = props
  return (
    <Page
      heading={`Care package ${care.reference}`}
      backLink={{ href: '/provider/packages', text: 'Care packages' }}
      errors={form.errors}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/provider/restricted-people" />
      <Suspended {...props} />
      <PackageWarnings warnings={props.warnings} unit={care.unit} today={today} />
      <PackageFacts care={care} today={today} uplifts={props.uplifts} />
      <WhoPays care={care} payers={props.payers} today={today} face="/provider" />
      <VisitPriceFacts prices={props.visitPrices} today={today} />
      <Delivered weeks={weeks} unit={care.unit} />
      <FollowLink subject={{ kind: 'package', id: care.id }} face="/provider" />
      <AgreementsOf agreements={agreements} face="/provider" mayOpen={props.seesAgreements} />
      <h2 class="govuk-heading-m">What you can do</h2>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={`/provider/actuals?package=${care.id}`}>
            Weeks of this care
          </a>
        </li>
        {mayChange ? (
          <li>
            <a class="govuk-link" href={`/provider/packages/${care.id}/variation`}>
              Ask for a change
            </a>
          </li>
        ) : null}
        {mayChange ? (
          <li>
            <a class="govuk-link" href={`/provider/packages/${care.id}/event`}>
              Tell us what happened: hospital, death or moved away
            </a>
          </li>
        ) : null}
        {mayWrite ? (
          <li>
            <a class="govuk-link" href={`/provider/messages/new?package=${care.id}`}>
              Write a message about this package
            </a>
          </li>
        ) : null}
        <li>
          <a class="govuk-link" href={`/provider/service-users/${care.person.id}`}>
            Everything about this person
          </a>
        </li>
        <li>
          <PaperLink id={care.id} face="/provider" />
        </li>
      </ul>
      <VariationsOf rows={variations} face="/provider" />
      {mayChange ? <OwnReference care={care} form={form} /> : null}
    </Page>
  )
}

/** What the provider calls the package itself. */
function OwnReference({ care, form }: Pick<PackagePageProps, 'care' | 'form'>) {
  return (
    <PostForm action={`/provider/packages/${care.id}/own-reference`} form={form} draft>
      <input type="hidden" name="shown" value={care.ownReference} />
      <Input
        {...typed(form, 'ownReference')}
        label="Your own reference for this package"
        hint="What your system calls it. Files, programs and searches find the package by it. Empty takes it away."
        classes="govuk-input--width-10"
        spellcheck={false}
      />
      <Button classes="govuk-button--secondary" preventDoubleClick>
        Keep this reference
      </Button>
    </PostForm>
  )
}

function Suspended({ care, suspension, refusals, mayChange, form }: PackagePageProps) {
  if (suspension === undefined) return null
  return (
    <>
      <SuspensionFacts suspension={suspension} refusals={refusals} />
      {mayChange && suspension.askedAt === null ? (
        <PostForm action={`/provider/packages/${care.id}/release-request`} form={form} draft>
          <Textarea
            {...typed(form, 'text')}
            label="Why should it be released?"
            hint="Say what has been put right. The council’s brokerage team reads this."
          />
          <Button preventDoubleClick>Ask to release it</Button>
        </PostForm>
      ) : null}
      {suspension.askedAt === null ? null : <NotSent text={form.values['text']} />}
    </>
  )
}
