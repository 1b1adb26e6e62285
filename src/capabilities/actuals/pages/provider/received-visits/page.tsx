import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay } from '../../../../../core/format.ts'
import { errorFor, PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { FileUpload } from '../../../../../platform/web/govuk/file-upload.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { suggestions, type Candidate } from '../../../rules/match-visit.ts'
import type { ExceptionCode } from '../../../store/exception-codes.ts'
import type { WaitingVisit } from '../../../store/visits.ts'
import { uploadHint } from '../../../../../platform/files/kinds.ts'
import { whyUnplaced } from '../../../rules/file/visit-words.ts'
import { fileRule } from '../../../commands/upload/file-rule.ts'
import { ageWords } from '../../shared/visit-words.ts'

type Props = {
  readonly view: ViewContext
  readonly form: FormView
  readonly waiting: readonly WaitingVisit[]
  readonly next: string | undefined
  readonly candidates: readonly Candidate[]
  /** Those that visits may say; none where the council has no list. */
  readonly codes: readonly Pick<ExceptionCode, 'code' | 'label'>[]
  readonly today: LocalDate
  readonly mayRecord: boolean
}

export function ReceivedVisitsPage(props: Props) {
  const { view, form, mayRecord, next, codes } = props
  return (
    <Page
      heading="Visits from call monitoring"
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/actuals', text: 'All weeks' }}
      wide
    >
      {mayRecord ? <Sending {...{ form, codes }} /> : null}
      <h2 class="govuk-heading-m" id="waiting" tabIndex={-1}>
        Visits on no care package
      </h2>
      <p class="govuk-body">
        These visits are kept but not paid until somebody says whose they are. The council sees the same list.
      </p>
      <Waiting {...props} />
      {next === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={`/provider/actuals/visits?after=${next}`}>
            More visits
          </a>
        </p>
      )}
    </Page>
  )
}

function Sending({ form, codes }: Pick<Props, 'form' | 'codes'>) {
  return (
    <PostForm action="/provider/actuals/visits" form={form} id="sending" multipart>
      <FileUpload
        label="File of visits or of carers"
        id="file"
        name="file"
        hint={`${uploadHint(fileRule)}. Send the carers first, then their visits`}
        errorMessage={errorFor(form, 'file')}
      />
      <p class="govuk-body">
        You see what would be new, changed or refused before anything is kept, and may undo it until the cut-off.{' '}
        <a class="govuk-link" href="/provider/actuals/uploads">
          Files sent before
        </a>
      </p>
      <div class="govuk-button-group">
        <Button preventDoubleClick>Upload and check</Button>
        <Button name="only" value="check" classes="govuk-button--secondary" preventDoubleClick>
          Only check
        </Button>
      </div>
      <Details summary="What the file must hold">
        <p class="govuk-body">
          Visits: visit_ref, client_ref, visit_date, claimed_start and claimed_minutes; and where known cpli_id,
          planned_start, planned_minutes, actual_start, actual_end, carer_ref, secondary_visit, status (delivered,
          frustrated, missed, cancelled or extra), capture (app, NFC, phone or manual), exception_code and comment.
        </p>
        <p class="govuk-body">Carers: carer_ref, carer_name, active_from and active_to.</p>
        {codes.length === 0 ? null : (
          <p class="govuk-body">
            Exception codes of the council: {codes.map(({ code, label }) => `${code} (${label})`).join(', ')}.
          </p>
        )}
        <p class="govuk-body">The headings of CM2000, Access Assure and Abacus files are known too.</p>
      </Details>
    </PostForm>
  )
}

function Waiting({ waiting, candidates, today, form, mayRecord }: Props) {
  return (
    <ResponsiveTable
      caption="Visits on no care package, the longest waiting first"
      captionHidden
      classes="portal-dense"
      columns={[
        { heading: 'Visit' },
        { heading: 'Person' },
        { heading: 'When' },
        { heading: 'Minutes', numeric: true },
        { heading: 'Why it waits' },
        { heading: 'Waiting' },
        ...(mayRecord ? [{ heading: 'Decide' }] : []),
      ]}
      rows={waiting.map((visit) => [
        visit.reference,
        visit.clientRef,
        `${formatDay(visit.day)}, ${visit.claimedAt}`,
        String(visit.logged),
        visit.why === null ? '' : whyUnplaced(visit.why),
        ageWords(visit.receivedAt, today),
        ...(mayRecord
          ? [
              <Decide
                {...{ visit, form }}
                candidates={suggestions(visit, candidates)}
                others={othersOf(visit, waiting)}
              />,
            ]
          : []),
      ])}
      empty="Every visit is on a care package. Visits appear here when no package of the person fits them."
    />
  )
}

/** One that another provider made at the time is decided alone. */
function othersOf(visit: WaitingVisit, waiting: Props['waiting']): number {
  const own = waiting.filter(({ clientRef, why }) => clientRef === visit.clientRef && why !== 'elsewhere')
  return visit.why === 'elsewhere' ? 0 : own.length - 1
}

type DecideProps = Pick<Props, 'candidates' | 'form'> & {
  readonly visit: WaitingVisit
  /** How many more of this person are on the page. */
  readonly others: number
}

/** The best match comes first and is chosen; nobody has to know the reference. */
function Decide({ visit, candidates, others, form }: DecideProps) {
  const { id, version, reference } = visit
  const action = `/provider/actuals/visits/${id}/placing`
  const hidden = { classes: 'govuk-visually-hidden' }
  return (
    <>
      {candidates.length === 0 ? (
        <p class="govuk-body-s">No care package of this person takes visits. Ask the council to commission it.</p>
      ) : (
        <PostForm action={action} form={form}>
          <input type="hidden" name="version" value={String(version)} />
          <Select
            name="package"
            id={`package-${id}`}
            label={{ text: `Care package for ${reference}`, ...hidden }}
            value={form.values[`package-${id}`]}
            errorMessage={errorFor(form, `package-${id}`)}
            items={candidates.map(({ packageId, reference: name, serviceName }) => {
              return { value: packageId, text: `${name}, ${serviceName}` }
            })}
          />
          {errorFor(form, `amend-${id}`) === undefined ? null : (
            <Input
              name="amend"
              id={`amend-${id}`}
              label={{ text: 'Why the closed week is amended' }}
              hint="The difference is paid, or taken back, in the next payment"
              value={form.values[`amend-${id}`] ?? ''}
              errorMessage={errorFor(form, `amend-${id}`)}
            />
          )}
          <Button name="act" value="place" classes="govuk-button--secondary" preventDoubleClick>
            Place<span class="govuk-visually-hidden"> {reference}</span>
          </Button>
          {others === 0 ? null : (
            <Button name="act" value="place-all" classes="govuk-button--secondary" preventDoubleClick>
              Place all of this person, {others + 1} on this page
              <span class="govuk-visually-hidden"> {visit.clientRef}</span>
            </Button>
          )}
        </PostForm>
      )}
      <PostForm action={action} form={form}>
        <input type="hidden" name="version" value={String(version)} />
        <input type="hidden" name="act" value="decline" />
        <Input
          name="reason"
          id={`reason-${id}`}
          label={{ text: 'Why it is not claimed' }}
          errorMessage={errorFor(form, `reason-${id}`)}
          classes="govuk-input--width-20"
        />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Do not claim<span class="govuk-visually-hidden"> {reference}</span>
        </Button>
      </PostForm>
    </>
  )
}
