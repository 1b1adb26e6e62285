import type { TagColour } from '../../../../platform/web/govuk/tag.tsx'
import type { BankStanding } from '../../rules/bank.ts'

type StandingWords = { readonly text: string; readonly colour: TagColour; readonly meaning: string }

export const STANDING_WORDS: Readonly<Record<BankStanding, StandingWords>> = {
  waiting: { text: 'Waiting', colour: 'blue', meaning: 'A second person has to approve it; nothing is paid to it' },
  'cooling-off': { text: 'Cooling off', colour: 'yellow', meaning: 'Approved, not in force yet, and can be stopped' },
  'in-force': { text: 'In force', colour: 'green', meaning: 'Payments go to it' },
  replaced: { text: 'Replaced', colour: 'grey', meaning: 'Payments went to it before' },
  refused: { text: 'Refused', colour: 'red', meaning: 'The second person did not approve it' },
  cancelled: { text: 'Stopped', colour: 'red', meaning: 'It was stopped before it came into force' },
}
