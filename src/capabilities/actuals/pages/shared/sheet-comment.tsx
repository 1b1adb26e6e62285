import { errorFor, type FormView } from '../../../../platform/web/forms.tsx'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'
import { actualOf, needsComment } from '../../rules/week.ts'
import type { Reason } from '../../store/reasons.ts'
import { ceilingOf } from './lines.ts'
import type { Line } from './lines.ts'
import { ReasonSelect } from './reason-select.tsx'
import { variationHref } from './variation.ts'
import { blockWords, heldWords, whoMustAct } from './words.ts'

type Mode = { readonly reasons: readonly Reason[]; readonly repeats?: boolean; readonly mayVary?: boolean }
type Props = { readonly line: Line; readonly form: FormView; readonly mode: Mode }

/** Why delivery differed: the reason first, from the council's list, and words where the reason does not say enough. */
export function Explanation({ line, form, mode }: Props) {
  return (
    <>
      <BoxFaults form={form} line={line} />
      {mode.reasons.length === 0 ? null : (
        <ReasonSelect
          form={form}
          id={`reason-${line.row.packageId}`}
          label={{ text: `Reason, ${line.row.personName}`, classes: 'govuk-visually-hidden' }}
          person={line.row.personName}
          reasons={mode.reasons}
          classes="portal-sheet__reason"
        />
      )}
      <Comment form={form} line={line} />
      {mode.repeats === true ? <Repeats line={line} /> : null}
      <Returned line={line} />
      <Asked line={line} />
      <Held line={line} mode={mode} />
    </>
  )
}

/** In place of a comment that cannot be typed: what was said, what holds the week, or what stops it. */
export function Said({ line, mode }: Omit<Props, 'form'>) {
  const { entry, shut } = line
  return (
    <>
      {[labelOf(entry.reason, mode.reasons), entry.comment].filter((text) => text !== '').join(': ')}
      <Held line={line} mode={mode} />
      {shut === undefined || shut.code === 'R10' ? null : (
        <div class="portal-sheet__second">
          {blockWords(shut)}. {whoMustAct(shut)}.
        </div>
      )}
    </>
  )
}

/** A reason that the council has ended since is shown by its code. */
function labelOf(reason: string | null | undefined, reasons: readonly Reason[]): string {
  if (reason === null || reason === undefined) return ''
  return reasons.find(({ code }) => code === reason)?.label ?? reason
}

function Comment({ form, line }: Omit<Props, 'mode'>) {
  const id = `comment-${line.row.packageId}`
  return (
    <Textarea
      name={id}
      label={{ text: `Comments, ${line.row.personName}`, classes: 'govuk-visually-hidden' }}
      value={form.values[id] ?? ''}
      errorMessage={errorFor(form, id)?.replace(`${line.row.personName}: `, '')}
      rows={1}
      classes="portal-sheet__comment"
      formGroup={{ classes: 'govuk-!-margin-bottom-0' }}
      autocomplete="off"
    />
  )
}

/** Both send the sheet as a draft with this row filled: they need no scripts. */
function Repeats({ line: { row } }: Pick<Props, 'line'>) {
  const hidden = <span class="govuk-visually-hidden">, {row.personName}</span>
  return (
    <div class="portal-sheet__again">
      <button type="submit" name="act" value={`week-before-${row.packageId}`} class="portal-link-button">
        As last week{hidden}
      </button>{' '}
      <button type="submit" name="act" value={`row-above-${row.packageId}`} class="portal-link-button">
        Reason as above{hidden}
      </button>
    </div>
  )
}

/** The line waits for the council's answer, and no other line with it. */
function Asked({ line: { parked } }: Pick<Props, 'line'>) {
  if (parked === undefined) return null
  return (
    <div class="portal-sheet__second">
      Asked the council on {formatInstant(parked.parkedAt)}:{' '}
      <a class="govuk-link" href={`/provider/messages/${parked.conversationId}`}>
        the question
      </a>
      . It is confirmed only by itself.
    </div>
  )
}

/** The council's words, beside the row that it gave back. */
function Returned({ line: { row } }: Pick<Props, 'line'>) {
  const reason = row.standing?.returnedReason ?? null
  if (reason === null) return null
  return (
    <div class="portal-sheet__second">
      <strong>Returned by the council:</strong> {reason}
    </div>
  )
}

/** Only this line waits; asking for another plan begins with its figures. Shown as soon as they go over, while somebody types. */
function Held({ line: { row, entry }, mode }: Omit<Props, 'form'>) {
  const heldCode = row.standing?.heldCode ?? null
  const ceiling = ceilingOf(row)
  const isOver = ceiling !== undefined && needsComment(entry) && actualOf(row.planned, entry) > ceiling
  return (
    <>
      {heldCode === null ? null : <div class="portal-sheet__second">{heldWords[heldCode]}</div>}
      {ceiling === undefined || mode.mayVary !== true ? null : (
        <div class="portal-sheet__second" data-variation-of={row.packageId} hidden={!isOver}>
          <a class="govuk-link" href={variationHref(row, actualOf(row.planned, entry))}>
            Ask for a variation<span class="govuk-visually-hidden"> for {row.personName}</span>
          </a>
        </div>
      )}
    </>
  )
}

const BOXES = ['frustrated', 'missed', 'extra', 'visits'] as const

/** What is wrong with the row's boxes, in its widest cell: beside a narrow box it would push the others off the page. */
function BoxFaults({ form, line: { row } }: Omit<Props, 'mode'>) {
  return (
    <>
      {BOXES.map((field) => {
        const id = `${field}-${row.packageId}`
        const text = errorFor(form, id)?.replace(`${row.personName}: `, '')
        if (text === undefined) return null
        return (
          <p class="govuk-error-message" id={`${id}-fault`}>
            <span class="govuk-visually-hidden">Error: </span>
            {text}
          </p>
        )
      })}
    </>
  )
}
