import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { done } from '../../../core/outcome.ts'
import { mountOperation, readBody, type Operation } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { forgetColumns, rememberColumns } from '../commands/upload/column-maps.ts'
import type { MapFault } from '../rules/file/column-map.ts'
import { mappedColumns } from '../rules/file/shared-map.ts'
import { getColumnMap, listColumnMaps, type SavedMap } from '../store/upload/column-maps.ts'

const Columns = z.partialRecord(z.enum(mappedColumns), z.string().trim().min(1).max(100))
const MapShape = z
  .object({
    id: z.uuid().describe('Send it with a file as mapId'),
    name: z.string(),
    columns: z.record(z.string(), z.string()).describe('Our column, and what the file calls it'),
    savedBy: z.string(),
    savedAt: z.iso.datetime(),
  })
  .meta({ id: 'ColumnMap' })
const MapBody = z
  .object({
    name: z.string().max(100).describe('Like the rostering system’s; a map of the same name is replaced'),
    columns: Columns.describe('Our column, and what the file calls it: the columns of docs/formats'),
  })
  .meta({ id: 'ColumnMapSent' })
const Params = z.object({ mapId: z.uuid() })

const common = { about: 'Files', permission: 'actuals.record' } as const
const example: z.infer<typeof MapShape> = {
  id: '0199c1f0-7a2b-7c3d-8e4f-00000000cccc',
  name: 'Rosters 5',
  columns: { cpli_id: 'SSRef', client_ref: 'Client No', week_start: 'W/C' },
  savedBy: 'Rosters (API)',
  savedAt: '2026-11-23T08:00:00.000Z',
}

export const listColumnMapsOperation: Operation = {
  ...common,
  id: 'listColumnMaps',
  method: 'GET',
  path: '/column-maps',
  permission: 'actuals.view',
  summary: 'List what columns of your files are called',
  description: 'By name: at most 100, one for each system that writes files.',
  answer: z.object({ maps: z.array(MapShape) }),
  refusals: [],
  example: { path: '/column-maps', answer: { maps: [example] } },
}
export const rememberColumnsOperation: Operation = {
  ...common,
  id: 'rememberColumns',
  method: 'POST',
  path: '/column-maps',
  summary: 'Remember what columns of your files are called',
  description: 'For the next file: send the id as mapId with it. What is not named is found by the headings, as ever.',
  body: MapBody,
  answer: MapShape,
  refusals: [{ status: 422, code: 'name-missing, columns-missing, column-twice', when: 'The map says too little' }],
  example: { path: '/column-maps', body: { name: example.name, columns: example.columns }, answer: example },
}
export const forgetColumnsOperation: Operation = {
  ...common,
  id: 'forgetColumns',
  method: 'POST',
  path: '/column-maps/{mapId}/removal',
  summary: 'Forget what columns of your files are called',
  description: 'Files that were read with it keep their results.',
  params: Params,
  answer: z.object({ name: z.string() }),
  refusals: [],
  example: { path: `/column-maps/${example.id}/removal`, answer: { name: example.name } },
}

export function mountApiColumnMaps(app: FastifyInstance, web: Web): void {
  mountOperation(app, listColumnMapsOperation, async (request, reply) => {
    const maps = await web.read(request, (tx) => listColumnMaps(tx))
    return reply.send({ maps: maps.map(mapOf) })
  })
  mountOperation(app, rememberColumnsOperation, async (request, reply) => {
    const { name, columns } = readBody(MapBody, request)
    const outcome = await web.inWork(request, async (work) => {
      const kept = await rememberColumns(work, { name, columns: Object.fromEntries(Object.entries(columns)) })
      return kept.ok ? done(mapOf(await getColumnMap(work.tx, kept.value.id))) : kept
    })
    if (!outcome.ok) throw refusalOf(outcome.refusal.faults)
    return reply.send(outcome.value)
  })
  mountOperation(app, forgetColumnsOperation, async (request, reply) => {
    const { mapId } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => forgetColumns(work, { mapId }))
    if (!outcome.ok) throw new Error('forgetting refuses nothing')
    return reply.send(outcome.value)
  })
}

const words: Readonly<Record<MapFault['code'], { readonly pointer: string; readonly text: string }>> = {
  'name-missing': { pointer: '/name', text: 'Send a name, like the rostering system’s' },
  'columns-missing': { pointer: '/columns', text: 'Send what at least one column is called' },
  'column-twice': { pointer: '/columns', text: 'One column of the file cannot stand for two of ours' },
}

function refusalOf(faults: readonly MapFault[]): ApiProblem {
  const told = faults.map(({ code }) => ({ code, ...words[code] }))
  return new ApiProblem({ status: 422, code: told[0]?.code ?? '', title: told[0]?.text ?? '', faults: told })
}

function mapOf({ id, name, columns, savedName, savedAt }: SavedMap): z.infer<typeof MapShape> {
  return { id, name, columns: { ...columns }, savedBy: savedName, savedAt: savedAt.toISOString() }
}
