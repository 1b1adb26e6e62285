import { queueMail } from '../../../../platform/mail.ts'
import type { Work } from '../../../../platform/work.ts'
import { findEmail, type Awaited } from '../../store/upload/awaited.ts'

type Telling = { readonly upload: Awaited; readonly origin: string; readonly what: 'checked' | 'saved' }

/** To whoever left the page: that it is done and where, and nothing of what the file holds, not even its name. */
export async function tellSender(work: Work, { upload, origin, what }: Telling): Promise<void> {
  const recipient = await findEmail(work.tx, upload.sentBy)
  if (recipient === undefined) return
  const words =
    what === 'checked'
      ? 'has been checked. Look at the result and save it'
      : 'has been saved. Look at what still needs fixing'
  await queueMail(work, {
    recipient,
    subject: what === 'checked' ? 'Your file has been checked' : 'Your file has been saved',
    body: `The actuals file that you uploaded ${words}:\n\n${origin}/provider/actuals/uploads/${upload.id}\n`,
  })
}
