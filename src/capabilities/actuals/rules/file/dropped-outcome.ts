import type { FileRefusal } from './file-refusal.ts'
import { fileWords } from './words.ts'

type Ended = {
  readonly id: string
  readonly kind: 'weeks' | 'visits' | 'carers'
  readonly state: string
  readonly fileCode: FileRefusal['code'] | null
  readonly fileFacts: FileRefusal['facts']
  readonly rowsRead: number
  readonly rowsNew: number
  readonly rowsChanged: number
  readonly rowsSame: number
  readonly rowsRefused: number
  readonly rowsWarned: number
  readonly rowsHeld: number
  readonly rowsSaved: number
}
type Cause = { readonly code: string; readonly rows: number; readonly example: number }

type Unmoved = { readonly reference: string; readonly weekStart: string; readonly cause: string }
type Found = { readonly causes: readonly Cause[]; readonly unmoved: readonly Unmoved[] }

/** What a machine is told of its file, as docs/machine-delivery.md describes it. A file that is read is done, whatever its rows. */
export function outcomeOf(upload: Ended, { causes, unmoved }: Found, origin: string) {
  const { fileCode: code, fileFacts: facts } = upload
  const failed = code !== null
  return {
    end: failed ? ('failed' as const) : ('done' as const),
    result: {
      state: upload.state,
      kind: upload.kind,
      upload: upload.id,
      address: `${origin}/provider/actuals/uploads/${upload.id}`,
      code,
      messages: failed ? fileWords({ code, facts }) : [],
      counts: {
        read: upload.rowsRead,
        new: upload.rowsNew,
        changed: upload.rowsChanged,
        unchanged: upload.rowsSame,
        refused: upload.rowsRefused,
        warned: upload.rowsWarned,
        held: upload.rowsHeld,
        saved: upload.rowsSaved,
      },
      causes: causes.map(({ code: cause, rows, example }) => ({ code: cause, rows, first_row: example })),
      unmoved_weeks: unmoved.map(({ reference, weekStart, cause }) => ({
        cpli_id: reference,
        week_start: weekStart,
        code: cause,
      })),
    },
  }
}
