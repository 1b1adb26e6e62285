import { nightsAwayText } from '../../../../core/absence-tiers.ts'
import { formatDay } from '../../../../core/format.ts'
import { ResponsiveTable } from '../../../../platform/web/patterns/responsive-table.tsx'
import { careTermsWords } from '../../rules/care-terms.ts'
import type { TermsByDate } from '../../store/terms.ts'
import { RECORDING_WORDS, termsText } from './terms-text.ts'

function recordedText({ recording, stepMinutes, care }: TermsByDate): string {
  const steps = `${RECORDING_WORDS[recording]}, in steps of ${String(stepMinutes)} minutes`
  return [steps, ...careTermsWords(care, recording)].join('. ')
}

/** What a contract pays on by date, in words: the same on both faces. */
export function TermsTable({ terms }: { readonly terms: readonly TermsByDate[] }) {
  return (
    <ResponsiveTable
      caption="What is paid, by date"
      empty="The contract does not say yet what it pays on."
      columns={[
        { heading: 'From' },
        { heading: 'What is paid' },
        { heading: 'Tolerance' },
        { heading: 'How far back' },
        { heading: 'Recorded' },
        { heading: 'Nights away' },
        { heading: 'Signed first' },
      ]}
      rows={terms.map((one) => [
        formatDay(one.from),
        termsText(one),
        one.tolerancePercent === null ? 'None: nothing is held' : `${one.tolerancePercent}% above plan`,
        `${String(one.claimLimitWeeks)} weeks`,
        recordedText(one),
        one.recording === 'none' ? nightsAwayText(one.absenceTiers) : 'No nights are paid',
        one.signGate ? 'Yes' : 'No',
      ])}
    />
  )
}
