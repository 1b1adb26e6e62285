import { expect, it } from 'vitest'
import { columnMapFaults, type MapFault } from './column-map.ts'
import type { ColumnMap } from './header.ts'

it.each<readonly [string, ColumnMap, readonly MapFault['code'][]]>([
  ['Rosters', { cpli_id: 'SSRef', client_ref: 'Client' }, []],
  [' ', { cpli_id: 'SSRef' }, ['name-missing']],
  ['Rosters', {}, ['columns-missing']],
  ['', {}, ['name-missing', 'columns-missing']],
  ['Rosters', { cpli_id: 'Ref', client_ref: ' REF ' }, ['column-twice']],
])('a map called %j of %j has the faults %j', (name, columns, codes) => {
  expect(columnMapFaults(name, columns).map(({ code }) => code)).toEqual(codes)
})
