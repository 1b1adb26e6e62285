import { z } from 'zod'
import { withReceived } from '../commands/upload/local-file.ts'
import type { ReceivedFile } from '../../../platform/files/stored-file.ts'
import { checkCommand } from './command.ts'

const Report = z.object({
  file: z.object({
    code: z.string().nullable(),
    kind: z.string().optional(),
    messages: z.array(z.string()).optional(),
  }),
  rows: z.array(z.object({ row: z.int(), codes: z.array(z.string()), messages: z.array(z.string()) })),
  counts: z.object({ read: z.int(), refused: z.int() }).default({ read: 0, refused: 0 }),
})

/** The same check as `portal check`, of a file that came over the web: nothing of it is kept, and no package is looked at. */
export async function checkReceived(file: Pick<ReceivedFile, 'read'>) {
  const said: string[] = []
  await withReceived(file, (path) =>
    checkCommand(
      { file: path },
      {
        readInput: () => Promise.reject(new Error('nothing is typed here')),
        out: (text) => said.push(text),
        err: () => undefined,
      },
    ),
  )
  const { file: about, rows, counts } = Report.parse(JSON.parse(said.join('')))
  const refused = about.code === null ? null : { code: about.code, messages: about.messages ?? [] }
  return { kind: about.kind ?? null, file: refused, rows, counts }
}
