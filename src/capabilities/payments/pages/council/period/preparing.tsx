import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Progress } from '../../../../../platform/web/patterns/progress.tsx'
import { preparingSteps, type PreparingStep } from '../../../rules/run.ts'
import type { Preparation } from '../../../store/preparations.ts'

const STEP_WORDS: Readonly<Record<PreparingStep, string>> = {
  weeks: 'pricing the confirmed weeks',
  stays: 'pricing the nights of residents',
  corrections: 'correcting what changed after it was paid',
  invoices: 'taking the approved invoices',
  exceptions: 'looking for anything odd',
}

interface PreparingProps {
  readonly preparation: Preparation
  readonly address: string
}

export function Preparing({ preparation, address }: PreparingProps) {
  const { step, askedName, askedAt, faultedAt } = preparation
  return (
    <>
      {faultedAt === null ? null : (
        <WarningText>
          A fault stopped the work at {formatInstant(faultedAt)}. It is tried again by itself. Nothing was prepared or
          paid.
        </WarningText>
      )}
      <Progress
        heading="The payment run is being worked out"
        steps={preparingSteps.map((name) => STEP_WORDS[name])}
        at={step === 'waiting' ? -1 : preparingSteps.indexOf(step)}
        href={address}
      />
      <p class="govuk-body">
        Asked for by {askedName}, {formatInstant(askedAt)}. Another person can release the run when it is here.
      </p>
    </>
  )
}
