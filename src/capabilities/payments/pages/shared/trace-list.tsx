import { explainAll, type TraceStep } from '../../rules/trace.ts'

/** How an amount was worked out, from the steps that were kept when it was: nothing is worked out again. */
export function TraceList({ trace }: { readonly trace: readonly TraceStep[] }) {
  return (
    <ol class="govuk-list govuk-list--number">
      {explainAll(trace).map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ol>
  )
}
