import { z } from 'zod'
import { job } from '../../../platform/jobs.ts'
import { tellByMail } from '../commands/tell-by-mail.ts'

/** Safe to run twice: the message remembers that it was told. */
export const tell = job({
  name: 'conversations.tell',
  payload: z.object({ councilId: z.uuid(), conversationId: z.uuid(), number: z.int().positive() }),
  run: tellByMail,
})
