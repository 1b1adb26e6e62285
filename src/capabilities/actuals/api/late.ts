import { z } from 'zod'
import { ApiProblem, type ProblemFault } from '../../../platform/web/problem.ts'
import { lateError } from '../pages/shared/late-reason.tsx'
import {
  LATE_REASONS,
  lateCodes,
  LONGEST_LATE_NOTE,
  type LateFault,
  type LateReason,
  type LateSaid,
} from '../rules/late.ts'

const meanings = LATE_REASONS.map(({ code, label }) => `\`${code}\`: ${label.toLowerCase()}`).join('; ')

/** What a program says of a week that it confirms after its last moment. */
export const LateMembers = {
  lateReason: z
    .enum(lateCodes)
    .nullable()
    .default(null)
    .describe(`Needed where a week is first confirmed after its deadline, and left aside elsewhere. ${meanings}`),
  lateNote: z
    .string()
    .max(LONGEST_LATE_NOTE)
    .default('')
    .describe('More about it; needed for `other`. Name no person who receives care'),
}
type LateSent = { readonly lateReason: LateReason | null; readonly lateNote: string }

export function lateOf({ lateReason, lateNote }: LateSent): LateSaid {
  return { reason: lateReason ?? '', note: lateNote }
}

export const lateRefusal = {
  status: 422,
  code: 'late-missing, late-note-missing',
  when: 'It is confirmed after its deadline: say why as lateReason, and as lateNote where that is `other`',
}

export function lateFaultOf(fault: LateFault, at = ''): ProblemFault {
  const member = fault.code === 'late-missing' ? 'lateReason' : 'lateNote'
  return { code: fault.code, pointer: `${at}/${member}`, text: lateError(fault).text }
}

export function lateProblem(fault: LateFault): ApiProblem {
  const told = lateFaultOf(fault)
  return new ApiProblem({ status: 422, code: told.code, title: told.text, faults: [told] })
}
