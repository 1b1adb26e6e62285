import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { formatDays } from '../../../core/format.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import { weekOf as daysOfWeek } from '../../../core/periods.ts'
import { mountOperation, readBody, type Operation } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { LONGEST_QUESTION, parkWeek, unparkWeek, type ParkRefusal } from '../commands/park-week.ts'
import type { Later } from '../pages/shared/later.ts'
import { exampleWeek, OneWeek } from './week-operations.ts'
import { ApiWeek } from './week-shape.ts'
import { askedWeek, getPlace, getRow, readWeek } from './weeks.ts'

const QuestionBody = z
  .object({
    text: z.string().trim().min(1).max(LONGEST_QUESTION).describe('What you want to know, as a person will read it'),
  })
  .meta({ id: 'Question' })

const common = { method: 'POST', permission: 'actuals.record', about: 'Actuals', params: OneWeek } as const
const address = '/packages/0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f/weeks/2026-11-16/question'

export const askAboutWeekOperation: Operation = {
  ...common,
  id: 'askAboutWeek',
  path: '/packages/{packageId}/weeks/{weekStart}/question',
  summary: 'Ask the council about one week, and leave it aside',
  description:
    'Opens a message about payments of the package. The council answers it on the pages; the line waits, is left out of what is confirmed together, and holds up no other. Recording it takes it up again.',
  body: QuestionBody,
  answer: z.object({ messageId: z.uuid().describe('Of the message, as its address on the pages has it') }),
  refusals: [{ status: 409, code: 'confirmed, asked-already', when: 'It is confirmed, or somebody has just asked' }],
  example: {
    path: address,
    body: { text: 'Our carer was sent away by the hospital team. Is this frustrated or missed?' },
    answer: { messageId: '0199c1f0-7a2b-7c3d-8e4f-00000000aaaa' },
  },
}
export const takeUpWeekOperation: Operation = {
  ...common,
  id: 'takeUpWeek',
  path: '/packages/{packageId}/weeks/{weekStart}/question/end',
  summary: 'Take up a week that was left aside',
  description: 'The line counts with the others again; the message goes on as it is.',
  answer: ApiWeek,
  refusals: [],
  example: { path: `${address}/end`, answer: exampleWeek },
}

export function mountApiQuestion(app: FastifyInstance, web: Web, { openConversation }: Later): void {
  mountOperation(app, askAboutWeekOperation, async (request, reply) => {
    const { packageId, weekStart } = askedWeek(web, request)
    const { text: question } = readBody(QuestionBody, request)
    const outcome = await web.inWork(request, async (work) => {
      const { serviceId } = await getPlace(work.tx, packageId)
      return parkWeek(work, { packageId, weekStart, serviceId, question }, (unit, { reference, text }) =>
        openConversation(unit, {
          key: `week-parked:${packageId}:${weekStart}:${unit.now.toISOString()}`,
          type: 'payments',
          about: { type: 'package', id: packageId },
          title: `${reference}, week of ${formatDays(daysOfWeek(weekStart))}`,
          text,
        }),
      )
    })
    return reply.send({ messageId: orProblem(outcome).conversationId })
  })

  mountOperation(app, takeUpWeekOperation, async (request, reply) => {
    const asked = askedWeek(web, request)
    const outcome = await web.inWork(request, async (work) => {
      const { serviceId } = await getRow(work.tx, asked)
      await unparkWeek(work, { ...asked, serviceId })
      return done(await readWeek(work.tx, asked, work.today))
    })
    return reply.send(outcome.value)
  })
}

const words: Readonly<Record<ParkRefusal['code'], string>> = {
  'question-missing': 'Send what you want to ask',
  'question-long': `A question has ${String(LONGEST_QUESTION)} characters at most`,
  confirmed: 'This week is confirmed already. Write to the council on the pages',
  'asked-already': 'Somebody else has just asked about this week',
}

function orProblem<T>(outcome: Outcome<T, ParkRefusal>): T {
  if (outcome.ok) return outcome.value
  const { code } = outcome.refusal
  throw new ApiProblem({ status: code.startsWith('question-') ? 422 : 409, code, title: words[code] })
}
