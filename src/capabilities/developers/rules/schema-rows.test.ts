import { expect, it } from 'vitest'
import { schemaRows } from './schema-rows.ts'

it('tells each member of a schema with its place, its type and what it means', () => {
  const parts = {
    Visit: { type: 'object', properties: { day: { type: 'string', format: 'date' } }, required: ['day'] },
  }
  const rows = schemaRows(
    {
      type: 'object',
      required: ['rows'],
      properties: {
        dryRun: { type: 'boolean', default: false, description: 'Change nothing' },
        rows: { type: 'array', items: { $ref: '#/components/schemas/Visit' } },
        until: { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'Null while open' },
      },
    },
    parts,
  )
  expect(rows).toEqual([
    { name: 'dryRun', type: 'boolean', needed: false, text: 'Change nothing. Usually false' },
    { name: 'rows', type: 'list of object', needed: true, text: '' },
    { name: 'rows[].day', type: 'string (date)', needed: true, text: '' },
    { name: 'until', type: 'string or null', needed: false, text: 'Null while open' },
  ])
})

it('says nothing of what is no object', () => {
  expect(schemaRows(undefined, {})).toEqual([])
  expect(schemaRows({ type: 'string' }, {})).toEqual([])
})
