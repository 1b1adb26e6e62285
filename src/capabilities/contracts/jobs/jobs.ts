import { z } from 'zod'
import type { Job } from '../../../platform/jobs.ts'
import { tellLetters } from '../commands/tell-letters.ts'

const Letters = z.object({ councilId: z.uuid(), upliftId: z.uuid() })

export const contractJobs: readonly Job[] = [
  { name: 'contracts.tell-letters', handle: (runner, input) => tellLetters(runner, Letters.parse(input)) },
]
