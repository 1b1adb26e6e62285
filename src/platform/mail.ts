import { createTransport } from 'nodemailer'
import { z } from 'zod'
import { job, type Job } from './jobs.ts'
import { mayLeave } from './way-out.ts'
import type { Work } from './work.ts'

/** Says that something waits and where. No name of a person in care, no amount, no reference that means anything outside. */
export type Mail = { readonly recipient: string; readonly subject: string; readonly body: string }

/** A row of the same transaction: it is sent if and only if what it tells of happened. */
export async function queueMail(work: Work, mail: Mail): Promise<void> {
  const id = crypto.randomUUID()
  await work.tx
    .insertInto('platform.mail')
    .values({
      council_id: work.tx.councilId,
      id,
      recipient: mail.recipient,
      subject: mail.subject,
      body: mail.body,
      queued_at: work.now,
    })
    .execute()
  await work.enqueue('platform.send-mail', { councilId: work.tx.councilId, id }, { key: `mail:${id}` })
}

/** Hands a message to a mail server; the id makes a second delivery recognisable. */
export type Post = (mail: Mail & { readonly id: string }) => Promise<void>

export function smtpPost(url: string, from: string): Post {
  const transport = createTransport(url)
  return async ({ id, recipient, subject, body }) => {
    await transport.sendMail({ from, to: recipient, subject, text: body, messageId: `<${id}@provider-portal>` })
  }
}

/** Without a mail server, mail stays in the outbox, where the demonstration shows it. */
export function sendMailJob(post: Post | undefined): Job {
  return job({
    name: 'platform.send-mail',
    payload: z.object({ councilId: z.uuid(), id: z.uuid() }),
    run: async ({ tx, now }, { id }) => {
      if (post === undefined || !(await mayLeave(tx))) return
      const waiting = await tx
        .selectFrom('platform.mail')
        .select(['recipient', 'subject', 'body'])
        .where('council_id', '=', tx.councilId)
        .where('id', '=', id)
        .where('sent_at', 'is', null)
        .forUpdate()
        .executeTakeFirst()
      if (waiting === undefined) return
      await post({ id, ...waiting })
      await tx
        .updateTable('platform.mail')
        .set({ sent_at: now })
        .where('council_id', '=', tx.councilId)
        .where('id', '=', id)
        .execute()
    },
  })
}
