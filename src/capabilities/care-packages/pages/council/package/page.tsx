import type { LocalDate } from '../../../../../core/dates.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Package } from '../../../rules/package.ts'
import type { AgreementOf } from '../../../store/agreements-of.ts'
import { AgreementsOf } from '../../shared/agreements-of.tsx'
import type { Variation } from '../../../store/variations.ts'
import { PackageFacts, PersonBar } from '../../shared/package.tsx'
import { VariationsOf } from '../../shared/variation.tsx'

interface PackagePageProps {
  readonly care: Package
  readonly agreements: readonly AgreementOf[]
  readonly variations: readonly Variation[]
  readonly today: LocalDate
  readonly mayDraft: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function PackagePage({ care, agreements, variations, today, mayDraft, form, view }: PackagePageProps) {
  const draftable = mayDraft && (care.status === 'authorised' || care.status === 'active')
  return (
    <Page
      heading={`Care package ${care.reference}`}
      backLink={{ href: '/council/packages', text: 'Care packages' }}
      view={view}
    >
      <PersonBar person={care.person} restrictedPeople="/council/restricted-people" />
      <PackageFacts care={care} today={today} />
      <AgreementsOf agreements={agreements} base="/council/agreements" />
      <VariationsOf rows={variations} face="/council" />
      <p class="govuk-body">
        <a class="govuk-link" href={`/council/service-users/${care.person.id}`}>
          Everything about this person
        </a>
      </p>
      {draftable ? (
        <PostForm action={`/council/packages/${care.id}/agreement`} form={form}>
          <p class="govuk-body">
            A new agreement starts as a draft from the newest version of this package. You check it before it is
            published.
          </p>
          <Button classes="govuk-button--secondary" preventDoubleClick>
            New agreement for this package
          </Button>
        </PostForm>
      ) : null}
    </Page>
  )
}
