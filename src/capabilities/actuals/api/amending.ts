import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { mountOperation, readBody, type Operation } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { amendFromVisits } from '../commands/upload/amend-from-visits.ts'
import { amendWords } from '../pages/shared/upload-words.ts'
import { exampleUpload, UploadParams, WholeUpload } from './upload-operations.ts'
import { wholeOf } from './uploads.ts'

const AmendBody = z
  .object({ reason: z.string().max(2_000).describe('Why closed weeks are changed; the council sees it') })
  .meta({ id: 'AmendFromVisits' })

export const amendFromVisitsOperation: Operation = {
  id: 'amendFromVisits',
  about: 'Files',
  permission: 'actuals.record',
  method: 'POST',
  path: '/uploads/{uploadId}/amending',
  summary: 'Amend closed weeks from the visits of a file',
  description:
    'Each closed week that the saved visits did not change becomes what they say, as an amendment: the next payment pays or takes back the difference. What still stops a week stays in `unmovedWeeks`.',
  params: UploadParams,
  body: AmendBody,
  answer: WholeUpload,
  refusals: [
    { status: 409, code: 'nothing-to-amend', when: 'No closed week waits for the visits of this file' },
    { status: 422, code: 'reason-missing', when: 'No reason was given' },
  ],
  example: {
    path: `/uploads/${exampleUpload.id}/amending`,
    body: { reason: 'Logged by hand after a failure of the tags' },
    answer: exampleUpload,
  },
}

export function mountApiAmending(app: FastifyInstance, web: Web): void {
  mountOperation(app, amendFromVisitsOperation, async (request, reply) => {
    const { uploadId } = web.params(request, UploadParams)
    const { reason } = readBody(AmendBody, request)
    const outcome = await web.inWork(request, (work) => amendFromVisits(work, { uploadId, reason }))
    if (!outcome.ok) {
      const { code } = outcome.refusal
      const text = amendWords[code]
      if (code === 'nothing-to-amend') throw new ApiProblem({ status: 409, code, title: text })
      throw new ApiProblem({ status: 422, code, title: text, faults: [{ code, pointer: '/reason', text }] })
    }
    return reply.send(await wholeOf(web, request, uploadId))
  })
}
