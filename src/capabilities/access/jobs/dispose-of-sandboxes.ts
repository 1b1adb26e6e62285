import type { Job } from '../../../platform/jobs.ts'
import { disposeOfSandboxes, type DisposalParts } from '../commands/dispose-of-sandboxes.ts'

/** At night, because nobody waits for it. */
export function disposeOfSandboxesJob(parts: DisposalParts): Job {
  return {
    name: 'access.dispose-of-sandboxes',
    nightlyAt: '20 3 * * *',
    handle: (runner) => disposeOfSandboxes(parts, runner),
  }
}
