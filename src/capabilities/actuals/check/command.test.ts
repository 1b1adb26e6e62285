import { expect, it } from 'vitest'
import { aFile } from '../../../platform/spreadsheet/testing/files.ts'
import { z } from 'zod'
import { checkCommand } from './command.ts'

const Said = z.object({
  file: z.object({ code: z.string().nullable(), messages: z.array(z.string()).optional() }),
  rows: z.array(z.object({ row: z.number(), codes: z.array(z.string()) })),
  counts: z.object({ read: z.number(), refused: z.number() }).optional(),
})

const HEADING = 'cpli_id,client_ref,week_start,planned,actual,frustrated,missed,extra,comment,row_version'

async function checked(content: string, over: { readonly against?: string; readonly piped?: boolean } = {}) {
  let text = ''
  const io = {
    readInput: () => Promise.resolve(Buffer.from(content)),
    out: (part: string) => {
      text += part
    },
    err: () => undefined,
  }
  const exit = await checkCommand({ file: over.piped === true ? undefined : aFile(content), against: over.against }, io)
  return { exit, said: Said.parse(JSON.parse(text)) }
}

it('finds nothing wrong with a file that is right, also through a pipe', async () => {
  for (const piped of [false, true]) {
    const { exit, said } = await checked(`${HEADING}\nP-1,W-1,2025-03-31,14,14,,,,,0`, { piped })
    expect([exit, said.counts]).toEqual([0, { read: 1, refused: 0 }])
  }
})

it.each([
  ['an amount that cannot be read', 'P-1,W-1,2025-03-31,14,x,,,,,0', ['R20:actual:not-a-number']],
  ['a sum that does not add up', 'P-1,W-1,2025-03-31,14,13,,,,,0', ['R22']],
  ['a difference without a word', 'P-1,W-1,2025-03-31,14,13,1,,,,0', ['R26']],
  ['more missed than planned', 'P-1,W-1,2025-03-31,14,,10,5,,x,0', ['R23']],
  ['no package and no person', ',,2025-03-31,14,14,,,,,0', ['R01:cpli_id:missing', 'R02:client_ref:missing']],
])('finds %s', async (_, row, codes) => {
  const { exit, said } = await checked(`${HEADING}\n${row}`)
  expect([exit, said.rows[0]?.codes]).toEqual([1, codes])
})

it('holds a file against one that was downloaded', async () => {
  const against = aFile(`${HEADING}\nP-1,W-1,2025-03-31,14,,,,,,2\nP-2,W-2,2025-03-31,7,,,,,,0`)
  const { said } = await checked(
    `${HEADING}\nP-1,W-1,2025-03-31,14,14,,,,,1\nP-2,W-9,2025-03-31,7,7,,,,,0\nP-3,W-3,2025-03-31,7,7,,,,,0\nP-2,W-2,2025-03-31,9,9,,,,,0`,
    { against },
  )
  expect(said.rows.map((row) => row.codes)).toEqual([['R06'], ['R02'], ['R01'], ['R05:line:3']])
})

it('says what is wrong with a file as a whole, and with one that is not there', async () => {
  expect(await checked('cpli_id,SSRef2,week_start,actual\nP,W,2025-03-31,14')).toMatchObject({
    exit: 2,
    said: {
      file: { code: 'F03', messages: ['This column is called SSRef2; did you mean Person reference (client_ref)?'] },
    },
  })
  let text = ''
  expect(
    await checkCommand(
      { file: '/nowhere.csv' },
      {
        readInput: () => Promise.resolve(Buffer.from('')),
        out: (part) => {
          text += part
        },
        err: () => undefined,
      },
    ),
  ).toBe(2)
  expect(text).toContain('The file is not there')
})

it('also reads the visits of an Abacus file', async () => {
  const heading = 'FileReference,ProviderRef,ServiceUserRef,VisitDate,StartTimeClaimed,DurationClaimed'
  const { exit, said } = await checked(`${heading}\nF,V,W,31/03/2025,07:30:00,00:30:00\nF,V,W,31/03/2025,07:30:00,long`)
  expect([exit, said.counts, said.rows[0]?.codes]).toEqual([1, { read: 2, refused: 1 }, ['R20:claimed_minutes']])
})
