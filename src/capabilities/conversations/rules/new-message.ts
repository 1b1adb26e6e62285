import { judgeText, LONGEST_TITLE } from './acts.ts'
import type { Related, SubjectRef } from './subject.ts'

/** What was typed on the form for a new message; an answer not given is empty. */
export type NewMessage = {
  readonly type: string
  readonly related: '' | Related['kind']
  readonly serviceId: string
  readonly packageReference: string
  readonly title: string
  readonly text: string
}

export type NewMessageFault =
  | 'type-missing'
  | 'related-missing'
  | 'service-missing'
  | 'reference-missing'
  | 'title-missing'
  | 'title-too-long'
  | 'nothing-written'
  | 'too-long'

/** All at once and in the order of the form, so that it is corrected in one go. */
export function faultsOf(message: NewMessage): readonly NewMessageFault[] {
  const title = message.title.trim()
  const text = judgeText(message.text)
  return [
    ...only(message.type === '', 'type-missing'),
    ...only(message.related === '', 'related-missing'),
    ...only(message.related === 'service' && message.serviceId === '', 'service-missing'),
    ...only(message.related === 'package' && message.packageReference.trim() === '', 'reference-missing'),
    ...only(title === '', 'title-missing'),
    ...only(title.length > LONGEST_TITLE, 'title-too-long'),
    ...(text.ok ? [] : [text.refusal.code]),
  ]
}

function only(wrong: boolean, fault: NewMessageFault): readonly NewMessageFault[] {
  return wrong ? [fault] : []
}

/** For a message without faults; `subject` is what the page they came from was about. */
export function relatedOf(message: NewMessage, subject: SubjectRef | undefined): Related {
  switch (message.related) {
    case 'service':
      return { kind: 'service', serviceId: message.serviceId }
    case 'package':
      return { kind: 'package', reference: message.packageReference.trim() }
    case 'subject':
      return subject === undefined ? { kind: 'organisation' } : { kind: 'subject', subject }
    case 'organisation':
    case '':
      return { kind: 'organisation' }
  }
}
