import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { addDays, daysBetween, localDate } from '../../../core/dates.ts'
import { londonMoment, londonToday } from '../../../platform/clock.ts'
import { mountOperation, readQuery, type Operation } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { templateFile } from '../commands/upload/template-file.ts'
import { getDownloadChoices } from '../store/upload/template-rows.ts'
import { getUpload } from '../store/upload/uploads.ts'
import { exampleUpload, UploadParams } from './upload-operations.ts'

const MOST_DAYS = 366
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const Query = z.object({
  from: z.iso.date().describe('The first day'),
  to: z.iso.date().describe('The last day, at most 366 days on'),
  serviceId: z.uuid().optional().describe('All services unless told'),
  format: z.enum(['xlsx', 'csv']).default('csv'),
})
const common = { about: 'Files', method: 'GET', permission: 'actuals.view', answer: z.string(), refusals: [] } as const

export const getTemplateOperation: Operation = {
  ...common,
  id: 'getTemplate',
  path: '/templates/actuals',
  summary: 'Download weeks to fill in',
  description:
    'Every week that begins in the days, with its plan and what is recorded: the file that people fill in and that sendUpload takes back.',
  query: Query,
  answersFile: ['text/csv', XLSX],
  example: { path: '/templates/actuals?from=2026-11-02&to=2026-11-29', answer: '' },
}
export const getUploadFileOperation: Operation = {
  ...common,
  id: 'getUploadFile',
  path: '/uploads/{uploadId}/file',
  summary: 'Download a file as it was sent',
  description: 'Byte for byte, for whoever may see the upload.',
  params: UploadParams,
  answersFile: ['application/octet-stream', 'text/csv', 'text/plain', XLSX],
  example: { path: `/uploads/${exampleUpload.id}/file`, answer: '' },
}

export function mountApiDownloads(app: FastifyInstance, web: Web): void {
  mountOperation(app, getTemplateOperation, async (request, reply) => {
    const { from: first, to, serviceId, format } = readQuery(Query, request)
    const [from, last] = [localDate(first), localDate(to)]
    if (last < from || daysBetween(from, last) > MOST_DAYS) {
      const title = 'Ask for 1 to 366 days, the first before the last'
      throw new ApiProblem({ status: 400, code: 'query-wrong', title })
    }
    const now = web.clock.now()
    const today = londonToday(now)
    const { providerReference } = await web.read(request, (tx) => getDownloadChoices(tx, today))
    const { date, time } = londonMoment(now)
    const file = await templateFile((use) => web.read(request, use), {
      ...{ from, until: addDays(last, 1), today, format, providerReference, at: `${date}T${time}` },
      serviceIds: serviceId === undefined ? [] : [serviceId],
      reference: `${providerReference}-${date.replaceAll('-', '')}-${crypto.randomUUID().slice(0, 8)}`,
    })
    return reply
      .header('content-type', file.mediaType)
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(file.content)
  })

  mountOperation(app, getUploadFileOperation, async (request, reply) => {
    const { uploadId } = web.params(request, UploadParams)
    const { fileId } = await web.read(request, (tx) => getUpload(tx, uploadId))
    return web.sendFile(request, reply, fileId)
  })
}
