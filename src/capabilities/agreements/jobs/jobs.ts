import { z } from 'zod'
import type { Job } from '../../../platform/jobs.ts'
import { keepPapers, sealPapers, type PaperParts } from '../commands/keep-papers.ts'

const Papers = z.object({ councilId: z.uuid(), papers: z.array(z.string()).max(1_000) })
const Signing = z.object({ councilId: z.uuid(), signingId: z.uuid() })

/** Each is safe to run twice: what is done is found done. Papers are made outside a transaction, which would wait for them. */
export function agreementJobs(parts: PaperParts): readonly Job[] {
  return [
    {
      name: 'agreements.keep-papers',
      handle: async (runner, input) => {
        const { councilId, papers } = Papers.parse(input)
        const keys = papers.map((text) => {
          const [id = '', revision] = text.split(':')
          return { id, revision: Number(revision) }
        })
        await keepPapers(runner, parts, { councilId, keys })
      },
    },
    {
      name: 'agreements.seal',
      handle: (runner, input) => sealPapers(runner, parts, Signing.parse(input)),
    },
  ]
}
