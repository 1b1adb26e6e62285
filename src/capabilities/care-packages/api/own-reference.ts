import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { mountOperation, readBody, type Operation } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { namePackage, takenWords } from '../commands/name-package.ts'
import { LONGEST_OWN_REFERENCE } from '../rules/own-reference.ts'
import { getPackage } from '../store/package.ts'

const Params = z.object({ packageId: z.uuid() })
const Body = z
  .object({
    ownReference: z
      .string()
      .trim()
      .max(LONGEST_OWN_REFERENCE)
      .describe('Your own name for the package, unlike that of any other package of yours; empty takes it away'),
  })
  .meta({ id: 'OwnReference' })
const Answer = z.object({ packageId: z.uuid(), ownReference: z.string() }).meta({ id: 'NamedPackage' })

const packageId = '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f'

export const nameOperation: Operation = {
  id: 'putOwnReference',
  method: 'PUT',
  path: '/packages/{packageId}/own-reference',
  // Who keeps the weeks of a package from another system names it, too, so that both mean the same.
  permission: 'actuals.record',
  about: 'Care',
  summary: 'Give a package your own reference',
  description:
    'Files of actuals, searches and `listPackages` find the package by it from then on. The same reference sent again changes nothing.',
  params: Params,
  body: Body,
  answer: Answer,
  refusals: [{ status: 409, code: 'taken', when: 'Another package of yours has this reference' }],
  example: {
    path: `/packages/${packageId}/own-reference`,
    body: { ownReference: 'RO-77' },
    answer: { packageId, ownReference: 'RO-77' },
  },
}

export function mountApiOwnReference(app: FastifyInstance, web: Web): void {
  mountOperation(app, nameOperation, async (request, reply) => {
    const { packageId: id } = web.params(request, Params)
    // Before what is sent: another provider's package is no package, whatever is said of it.
    await web.read(request, (tx) => getPackage(tx, { providerId: tx.providerId }, id))
    const { ownReference } = readBody(Body, request)
    const outcome = await web.inWork(request, (work) => namePackage(work, { packageId: id, ownReference }))
    if (outcome.ok) return reply.send({ packageId: id, ownReference })
    const { refusal } = outcome
    if (refusal.code !== 'taken') throw new Error(`what a program names is refused as ${refusal.code}`)
    throw new ApiProblem({ status: 409, code: 'taken', title: takenWords(refusal.reference) })
  })
}
