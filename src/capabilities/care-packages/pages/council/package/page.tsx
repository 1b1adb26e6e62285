import { latest, type LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { FollowLink } from '../../../../../platform/web/patterns/follow-link.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { atLasting, planOf, plansToSay } from '../../../rules/plan.ts'
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
  readonly mayDecide: boolean
  readonly mayDraft: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function PackagePage(props: PackagePageProps) {
  const { care, agreements, variations, weeks, suspension, today, mayDraft, form, view } = props
  const draftable = mayDraft && (care.status === 'authorised' || care.status === 'active')
  return (
    <Page
      heading={`Care package ${care.reference}`}
      backLink={{ href: '/council/packages', text: 'Care packages' }}
      errors={form.errors}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/council/restricted-people" />
      {suspension === undefined ? null : <SuspensionFacts suspension={suspension} refusals={props.refusals} />}
      {suspension?.askedAt ? null : <NotSent text={form.values['answer']} />}
      <PackageWarnings warnings={props.warnings} unit={care.unit} today={today} />
      <PackageFacts care={care} today={today} uplifts={props.uplifts} />
      <WhoPays care={care} payers={props.payers} today={today} face="/council" />
      {care.unit === 'week' ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/council/packages/${care.id}/payers`}>
            Say who pays what
          </a>
        </p>
      ) : null}
      <VisitPriceFacts prices={props.visitPrices} today={today} />
      <Delivered weeks={weeks} unit={care.unit} />
      <FollowLink subject={{ kind: 'package', id: care.id }} face="/council" />
      <AgreementsOf agreements={agreements} face="/council" mayOpen={props.seesAgreements} />
      <VariationsOf rows={variations} face="/council" />
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/service-users/${care.person.id}`}>
          Everything about this person
        </a>
      </p>
      <p class="govuk-body">
        <PaperLink id={care.id} face="/council" />
      </p>
      {draftable ? <Drafting care={care} agreements={agreements} today={today} form={form} /> : null}
      {props.mayDecide ? <Changing care={care} /> : null}
      <Suspending {...props} />
    </Page>
  )
}

const STANDS: ReadonlySet<string> = new Set(['draft', 'published', 'rejected', 'agreed'])

/** An agreement about the plan that lasts today, and one about each plan to come that none says yet. */
function Drafting({ care, agreements, today, form }: Pick<PackagePageProps, 'care' | 'agreements' | 'today' | 'form'>) {
  const texts = agreements.filter(({ status }) => STANDS.has(status))
  const lasting = { day: latest(planOf(atLasting(care, today)).from, care.startsOn), temporary: false }
  const toCome = plansToSay(care, texts, today)
  return (
    <>
      <p class="govuk-body">
        A new agreement starts as a draft from one plan of this package. You check it before it is published.
        {toCome.length === 0 ? null : ' No agreement is about what is planned later yet.'}
      </p>
      {[...toCome, lasting].map((plan, index) => (
        <PostForm action={`/council/packages/${care.id}/agreement`} form={form}>
          <input type="hidden" name="day" value={plan.day} />
          <input type="hidden" name="temporary" value={plan.temporary ? 'yes' : ''} />
          <Button {...(index < toCome.length ? {} : { classes: 'govuk-button--secondary' })} preventDoubleClick>
            New agreement for this package, {plan.temporary ? 'for a time ' : ''}from {formatDay(plan.day)}
          </Button>
        </PostForm>
      ))}
    </>
  )
}

/** Where staff change what was commissioned. */
function Changing({ care }: Pick<PackagePageProps, 'care'>) {
  if (care.status !== 'authorised' && care.status !== 'active') return null
  const base = `/council/packages/${care.id}`
  return (
    <>
      <h2 class="govuk-heading-m">Change this care</h2>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={`${base}/change`}>
            Change what is planned or its price
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`${base}/dates`}>
            Change its dates, or end it
          </a>
        </li>
      </ul>
    </>
  )
}

/** Stops the care for a while, or lets it go on. */
function Suspending({ care, suspension, mayDecide, form }: PackagePageProps) {
  if (!mayDecide) return null
  if (care.status === 'suspended')
    return (
      <>
        <PostForm action={`/council/packages/${care.id}/release`} form={form}>
          <Button preventDoubleClick>Release this package</Button>
        </PostForm>
        {suspension?.askedAt ? <NotReleasing care={care} askedAt={suspension.askedAt} form={form} /> : null}
      </>
    )
  if (care.status !== 'active') return null
  return (
    <PostForm action={`/council/packages/${care.id}/suspension`} form={form} draft>
      <h2 class="govuk-heading-m">Suspend this package</h2>
      <Textarea
        {...typed(form, 'reason')}
        label="Why?"
        hint="The provider reads this. Nothing can be recorded while a package is suspended."
      />
      <Radios
        {...chosen(form, 'waitingFor')}
        legend="Whose move is it?"
        items={[
          { value: 'council', text: 'Ours' },
          { value: 'provider', text: 'The provider’s' },
        ]}
      />
      <Button classes="govuk-button--warning" preventDoubleClick>
        Suspend
      </Button>
    </PostForm>
  )
}

type NotReleasingProps = Pick<PackagePageProps, 'care' | 'form'> & { readonly askedAt: Date }

/** Answers a request to release it, the one that is shown. */
function NotReleasing({ care, askedAt, form }: NotReleasingProps) {
  return (
    <PostForm action={`/council/packages/${care.id}/release-refusal`} form={form} draft>
      <input type="hidden" name="asked" value={askedAt.toISOString()} />
      <Textarea
        {...typed(form, 'answer')}
        label="Why is it not released yet?"
        hint="The provider reads this and may ask again. The next move is theirs until then."
      />
      <Button classes="govuk-button--secondary" preventDoubleClick>
        Do not release it yet
      </Button>
    </PostForm>
  )
}
