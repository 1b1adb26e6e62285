import type { WeekStatus } from '../../rules/sheet-row.ts'
import type { Line } from './lines.ts'
import { blockWords, statusWords, whoMustAct } from './words.ts'

export type WhyLeft = { readonly code: string; readonly why: string; readonly next: string }

/** Why “as planned” leaves a week as it is, and who does what next. The code is that of files, or 'recorded'. */
export function whyLeft({ row, shut, parked }: Pick<Line, 'row' | 'shut' | 'parked'>): WhyLeft {
  if (row.standing !== undefined) {
    const { text } = statusWords[row.standing.status]
    return { code: 'recorded', why: `Already recorded: ${text.toLowerCase()}`, next: nextStep[row.standing.status] }
  }
  if (shut !== undefined && shut.code !== 'R10')
    return { code: shut.code, why: blockWords(shut), next: whoMustAct(shut) }
  if (parked !== undefined)
    return {
      code: 'parked',
      why: 'You asked the council about it',
      next: 'It waits for the answer, or until you record it',
    }
  if (row.recording === 'visits')
    return { code: 'R45', why: 'It is paid by its visits, and none has come', next: 'Send the visits of the week' }
  if (row.rule.visitsRequired)
    return { code: 'R25', why: 'The number of visits is needed', next: 'Open the week and enter the visits' }
  const next = 'Ask the council to correct the package'
  return { code: 'R28', why: 'The plan is more than the 168 hours in a week', next }
}

const nextStep: Readonly<Record<WeekStatus, string>> = {
  draft: 'Open the week to confirm the draft',
  held: 'The council has to agree it',
  confirmed: 'Nobody needs to do anything',
}
