import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { formatDay } from '../../../core/format.ts'
import { done } from '../../../core/outcome.ts'
import { mountOperation, readBody, type Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import type { Later } from '../pages/shared/later.ts'
import { OneWeek } from './week-operations.ts'
import { askedWeek, getRow } from './weeks.ts'

const QuestionBody = z
  .object({ text: z.string().trim().min(1).max(7_500).describe('What you want to know, as a person will read it') })
  .meta({ id: 'Question' })

export const askAboutWeekOperation: Operation = {
  id: 'askAboutWeek',
  method: 'POST',
  path: '/packages/{packageId}/weeks/{weekStart}/question',
  permission: 'actuals.record',
  about: 'Actuals',
  summary: 'Ask the council about one week',
  description:
    'Opens a message about payments of the package. The council answers it on the pages; the week itself stays as it is.',
  params: OneWeek,
  body: QuestionBody,
  answer: z.object({ messageId: z.uuid().describe('Of the message, as its address on the pages has it') }),
  refusals: [],
  example: {
    path: '/packages/0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f/weeks/2026-11-16/question',
    body: { text: 'Our carer was sent away by the hospital team. Is this frustrated or missed?' },
    answer: { messageId: '0199c1f0-7a2b-7c3d-8e4f-00000000aaaa' },
  },
}

export function mountApiQuestion(app: FastifyInstance, web: Web, { openConversation }: Later): void {
  mountOperation(app, askAboutWeekOperation, async (request, reply) => {
    const { packageId, weekStart } = askedWeek(web, request)
    const { text } = readBody(QuestionBody, request)
    const outcome = await web.inWork(request, async (work) => {
      const row = await getRow(work.tx, { packageId, weekStart })
      const messageId = await openConversation(work, {
        key: `week-question:${packageId}:${weekStart}:${work.now.toISOString()}`,
        type: 'payments',
        about: { type: 'package', id: packageId },
        title: `${row.reference}, week of ${formatDay(weekStart)}`,
        text,
      })
      return done({ messageId })
    })
    return reply.send(outcome.value)
  })
}
