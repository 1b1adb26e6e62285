/** In the portal it always is; beside that an e-mail at once, or one a day with all that came. */
export const ways = ['portal', 'email', 'digest'] as const
export type Way = (typeof ways)[number]

type EventFace = 'provider' | 'council'
type NotificationEvent = {
  readonly face: EventFace
  /** As the page of choices says it, after "When". */
  readonly when: string
  /** Until a person chooses otherwise. */
  readonly proposed: Way
}

/** Everything people are told of. The code is kept with the notification and with the choice. */
export const events = {
  'access-request.waiting': {
    face: 'council',
    when: 'a provider asks for a person’s access',
    proposed: 'digest',
  },
  'organisation-change.waiting': {
    face: 'council',
    when: 'a provider asks for a change of its details',
    proposed: 'digest',
  },
  'administrator.missing': {
    face: 'council',
    when: 'an organisation loses its last administrator',
    proposed: 'email',
  },
  'account.locked': {
    face: 'council',
    when: 'wrong tries lock an account until you unlock it',
    proposed: 'digest',
  },
  'restricted-person.opened': {
    face: 'council',
    when: 'somebody opens a restricted person’s details without being named',
    proposed: 'email',
  },
  'help.asked': {
    face: 'council',
    when: 'somebody asks for help with signing in, or for a permission',
    proposed: 'digest',
  },
  'staff-roles.changed': {
    face: 'council',
    when: 'your own roles are changed, or what you asked to be allowed is answered',
    proposed: 'email',
  },
  'permission.asked': {
    face: 'provider',
    when: 'a colleague asks you for a permission',
    proposed: 'email',
  },
  'permissions.changed': {
    face: 'provider',
    when: 'your own permissions are changed, cover is arranged or what you asked to be allowed is answered',
    proposed: 'email',
  },
  'access-request.answered': {
    face: 'provider',
    when: 'the council answers a request about a person’s access',
    proposed: 'email',
  },
  'organisation-change.answered': {
    face: 'provider',
    when: 'the council answers a request to change your organisation’s details',
    proposed: 'digest',
  },
  'join-request.waiting': {
    face: 'provider',
    when: 'somebody asks to join your organisation',
    proposed: 'email',
  },
  'join-request.answered': {
    face: 'provider',
    when: 'your request to join an organisation is answered',
    proposed: 'email',
  },
  'week.returned': {
    face: 'provider',
    when: 'the council returns a week of actuals that you confirmed',
    proposed: 'email',
  },
  'weeks.due': {
    face: 'provider',
    when: 'weeks of actuals are due, or were not confirmed in time',
    proposed: 'email',
  },
  'absence.open': {
    face: 'provider',
    when: 'an absence that you recorded is still open, once a week',
    proposed: 'email',
  },
  'colleague.locked': {
    face: 'provider',
    when: 'wrong tries lock a colleague’s account',
    proposed: 'digest',
  },
  'acting.started': {
    face: 'provider',
    when: 'the council starts to act for your organisation',
    proposed: 'email',
  },
  'document.filed': {
    face: 'provider',
    when: 'the council files a document about a person’s care',
    proposed: 'email',
  },
  'document.shared': {
    face: 'provider',
    when: 'the council shares a document with your organisation',
    proposed: 'email',
  },
  'document.shared-with-team': {
    face: 'council',
    when: 'a document is shared with your team',
    proposed: 'email',
  },
  'document.unread': {
    face: 'provider',
    when: 'nobody has opened a document of the council for three working days',
    proposed: 'email',
  },
  'document.filed-by-provider': {
    face: 'council',
    when: 'a provider files a document about a person’s care',
    proposed: 'digest',
  },
  'agreement.waiting': {
    face: 'provider',
    when: 'agreements wait for your signature',
    proposed: 'email',
  },
  'agreement.taken-back': {
    face: 'council',
    when: 'a colleague withdraws an agreement that you published or filed a scan for',
    proposed: 'digest',
  },
  'agreement.withdrawn': {
    face: 'provider',
    when: 'the council withdraws an agreement that you answered or opened',
    proposed: 'email',
  },
  'following.provider': {
    face: 'provider',
    when: 'something happens to a person, a care package or a conversation that you follow',
    proposed: 'digest',
  },
  'following.council': {
    face: 'council',
    when: 'something happens to a person, a care package or a conversation that you follow',
    proposed: 'digest',
  },
  'agreement.replaced': {
    face: 'provider',
    when: 'the council corrects an agreement that you answered or opened',
    proposed: 'digest',
  },
  'agreement.confirmed': {
    face: 'provider',
    when: 'the council confirms a signature on paper that you filed',
    proposed: 'email',
  },
  'agreement.sheet-filed': {
    face: 'council',
    when: 'a provider files a signed sheet of an agreement that you published',
    proposed: 'email',
  },
  'agreement.answered': {
    face: 'council',
    when: 'a provider answers agreements that you published',
    proposed: 'digest',
  },
  'agreement.unsigned': {
    face: 'council',
    when: 'care starts without a signed agreement',
    proposed: 'digest',
  },
  'missing-care.waiting': {
    face: 'council',
    when: 'a provider says that it delivers care without a package',
    proposed: 'digest',
  },
  'missing-care.answered': {
    face: 'provider',
    when: 'the council answers about care that you deliver without a package',
    proposed: 'email',
  },
  'variation.waiting': {
    face: 'council',
    when: 'a provider asks to change a care package',
    proposed: 'digest',
  },
  'variation.answered': {
    face: 'provider',
    when: 'the council answers a request to change a care package',
    proposed: 'email',
  },
  'package.changed': {
    face: 'provider',
    when: 'the council changes a care package, or its dates',
    proposed: 'digest',
  },
  'package-price.asked': {
    face: 'council',
    when: 'somebody asks for another price for one care package, and a second person has to decide',
    proposed: 'digest',
  },
  'package-price.decided': {
    face: 'council',
    when: 'somebody decides about the price of a care package that you asked for',
    proposed: 'digest',
  },
  'package.suspended': {
    face: 'provider',
    when: 'the council suspends a care package',
    proposed: 'email',
  },
  'package.released': {
    face: 'provider',
    when: 'the council releases a suspended care package',
    proposed: 'email',
  },
  'package.release-refused': {
    face: 'provider',
    when: 'the council does not release a suspended care package yet, and says why',
    proposed: 'email',
  },
  'package.ended': {
    face: 'provider',
    when: 'the council ends a care package',
    proposed: 'email',
  },
  'package.release-asked': {
    face: 'council',
    when: 'a provider asks to release a suspended care package',
    proposed: 'digest',
  },
  'payer.proposed': {
    face: 'council',
    when: 'somebody says who pays what of a stay, and a second person has to decide',
    proposed: 'digest',
  },
  'payer.approved': {
    face: 'provider',
    when: 'the council changes who pays what of a stay',
    proposed: 'email',
  },
  'prices.letter': {
    face: 'provider',
    when: 'the council writes to you about new prices, or withdraws such a letter',
    proposed: 'email',
  },
  'prices.waiting': {
    face: 'council',
    when: 'prices, terms, a contract or an uplift wait for a second person',
    proposed: 'digest',
  },
  'prices.changed': {
    face: 'provider',
    when: 'the council changes a price or the terms of one of your contracts',
    proposed: 'email',
  },
  'remittance.ready': {
    face: 'provider',
    when: 'the council pays, and says what for',
    proposed: 'email',
  },
  'administrator.leaving': {
    face: 'provider',
    when: 'your organisation is about to lose its last administrator',
    proposed: 'email',
  },
} as const satisfies Readonly<Record<string, NotificationEvent>>

export type EventCode = keyof typeof events

export function isEvent(code: string): code is EventCode {
  return code in events
}

export function eventsOf(face: EventFace): readonly (NotificationEvent & { readonly code: EventCode })[] {
  return Object.entries(events).flatMap(([code, event]) =>
    event.face === face && isEvent(code) ? [{ ...event, code }] : [],
  )
}
