import type { ComponentChildren } from 'preact'
import { formatDay, formatShortDay } from '../../../../../core/format.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ClaimableWeek, Readiness, Stopping } from '../../../rules/readiness.ts'
import type { ClaimPlace } from '../../../store/readiness.ts'
import { plural } from '../../shared/words.ts'

/** Finance looks at what stops an invoice without seeing the care: then there is no link, and the words say whose move it is. */
export type LinesMay = { readonly seeWeeks: boolean; readonly record: boolean; readonly seeAgreements: boolean }

interface Props {
  readonly readiness: Readiness
  readonly place: ClaimPlace
  readonly may: LinesMay
  readonly form: FormView
}

const STOPPING_WORDS = {
  'not-recorded': { why: 'Nothing is recorded', act: 'Record and confirm the week' },
  'not-confirmed': { why: 'Saved but not confirmed', act: 'Confirm the week' },
  held: {
    why: 'Held: more was delivered than the exception level allows',
    act: 'Waits for the council: it decides, or you correct the week',
  },
  'not-agreed': { why: 'Its agreement is not agreed yet', act: 'Answer the agreement' },
  'too-old': { why: 'The time to record it has passed', act: 'See the week' },
} as const satisfies Record<Stopping, { why: string; act: string }>

const columns = [
  { heading: 'Person' },
  { heading: 'Package', nowrap: true },
  { heading: 'Week from', nowrap: true },
  { heading: 'Why' },
  { heading: 'What to do' },
]

/** Each is named with what to do. None of them holds back the others: they stay open for a later invoice. */
export function StoppingTable(props: Props) {
  const { stopping } = props.readiness
  if (stopping.length === 0) return null
  return (
    <>
      <ResponsiveTable
        caption={`${plural(stopping.length, 'line')} not in this invoice yet`}
        classes="portal-dense"
        columns={columns}
        rows={stopping.map(({ week, standing }) => [
          ...namesOf(week),
          whyOf(week, standing),
          <WhatToDo week={week} standing={standing} {...props} />,
        ])}
      />
      <InsetText>
        You can create the invoice now without these lines. They stay open, and you can claim them later, each week
        once.
      </InsetText>
    </>
  )
}

/** The council was asked about them. They are no reason to wait. */
export function ParkedTable({ readiness: { parked }, place, may }: Pick<Props, 'readiness' | 'place' | 'may'>) {
  if (parked.length === 0) return null
  return (
    <ResponsiveTable
      caption={
        parked.length === 1 ? '1 line waits for the council' : `${String(parked.length)} lines wait for the council`
      }
      classes="portal-dense"
      columns={[...columns.slice(0, 3), { heading: 'What to do' }]}
      rows={parked.map((week) => [
        ...namesOf(week),
        <>
          <a class="govuk-link" href={`/provider/messages/${week.conversationId ?? ''}`}>
            See the question<span class="govuk-visually-hidden">: {week.personName}</span>
          </a>
          {may.seeWeeks ? (
            <>
              , or{' '}
              <WeekLink week={week} place={place}>
                record it yourself
              </WeekLink>
            </>
          ) : null}
        </>,
      ])}
    />
  )
}

function namesOf(week: ClaimableWeek): readonly [string, string, string] {
  return [`${week.personName} (${week.personReference})`, week.packageReference, formatShortDay(week.weekStart)]
}

function whyOf({ recordableUntil }: ClaimableWeek, standing: Stopping): string {
  const { why } = STOPPING_WORDS[standing]
  return standing === 'too-old' ? `${why}: it ended on ${formatDay(recordableUntil)}. Ask the council` : why
}

type OneLine = Props & { readonly week: ClaimableWeek; readonly standing: Stopping }

/** Settled here with one press, or asked about; whoever wants to say more opens the week. */
function WhatToDo({ week, standing, place, may, form }: OneLine) {
  const { act } = STOPPING_WORDS[standing]
  const isAgreements = standing === 'not-agreed'
  if (!(isAgreements ? may.seeAgreements : may.seeWeeks)) return <>{act}: a colleague who looks after care does it</>
  if (isAgreements)
    return (
      <a class="govuk-link" href="/provider/agreements">
        {act}
        <span class="govuk-visually-hidden">{ofWeek(week)}</span>
      </a>
    )
  const link = (
    <WeekLink week={week} place={place}>
      {act}
    </WeekLink>
  )
  const isOpen = standing === 'not-recorded' || standing === 'not-confirmed'
  return may.record && isOpen ? <Settle {...{ week, place, form }}>{link}</Settle> : link
}

type SettleProps = Pick<OneLine, 'week' | 'place' | 'form'> & { readonly children: ComponentChildren }

function Settle({ week, place, form, children }: SettleProps) {
  const { packageId, weekStart, version } = week
  const line = `/provider/actuals/${place.serviceId}/${weekStart}/${packageId}`
  const back = new URLSearchParams({ period: place.periodId, contract: place.contractId }).toString()
  const key = `${form.idempotencyKey}-${packageId}-${weekStart}`
  const hidden = <span class="govuk-visually-hidden">{ofWeek(week)}</span>
  return (
    <PostForm
      action={`${line}/settlement?${back}`}
      form={{ csrf: form.csrf, idempotencyKey: key }}
      classes="portal-ways"
    >
      <input type="hidden" name="version" value={String(version)} />
      <Button name="as" value="planned" classes="govuk-button--secondary govuk-!-margin-bottom-1" preventDoubleClick>
        Pay as planned{hidden}
      </Button>{' '}
      <Button name="as" value="nil" classes="govuk-button--secondary govuk-!-margin-bottom-1" preventDoubleClick>
        Nothing delivered{hidden}
      </Button>{' '}
      <a class="govuk-link" href={`${line}/query?${back}`}>
        Ask the council{hidden}
      </a>{' '}
      {children}
    </PostForm>
  )
}

function WeekLink({
  week,
  place,
  children,
}: Pick<OneLine, 'week' | 'place'> & { readonly children: ComponentChildren }) {
  return (
    <a class="govuk-link" href={`/provider/actuals/${place.serviceId}/${week.weekStart}`}>
      {children}
      <span class="govuk-visually-hidden">{ofWeek(week)}</span>
    </a>
  )
}

function ofWeek({ personName, weekStart }: ClaimableWeek): string {
  return `: ${personName}, week from ${formatDay(weekStart)}`
}
