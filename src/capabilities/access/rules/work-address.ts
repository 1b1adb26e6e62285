/** What an e-mail address says of itself. A sign-in belongs to one named person, so a shared mailbox cannot have one. */
export type AddressKind = 'secure' | 'ordinary' | 'shared' | 'not-an-address'

const SHAPE = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/
const LONGEST = 254

/** Words that name a desk and not a person, alone or before or after a dot, dash, underscore or number. */
const DESKS = new Set(
  [
    'info,admin,administrator,administration,office,enquiries,enquiry,inquiries,contact,contactus,hello,mail,email,post',
    'accounts,account,accountspayable,finance,invoices,invoicing,billing,payments,payroll,purchasing,bookkeeping',
    'care,carehome,home,manager,managers,management,reception,rota,rotas,oncall,duty,staff,team,support,help,helpdesk',
    'hr,jobs,recruitment,referrals,sales,service,services,noreply,donotreply,webmaster,postmaster,secretary,general',
  ].flatMap((line) => line.split(',')),
)
/** Mail between these domains is encrypted on its way and kept to the standard for health and care. */
const SECURE = ['nhs.net', 'secure.nhs.uk', 'gov.uk', 'cjsm.net', 'pnn.police.uk', 'mod.uk']

export function addressKind(typed: string): AddressKind {
  const email = typed.trim().toLowerCase()
  const [local = '', domain = ''] = email.split('@')
  if (email.length > LONGEST || !SHAPE.test(email) || local.startsWith('.') || local.includes('..'))
    return 'not-an-address'
  if (isDesk(local)) return 'shared'
  return SECURE.some((name) => domain === name || domain.endsWith(`.${name}`)) ? 'secure' : 'ordinary'
}

/** "care.manager" and "office-2" are desks; "manager.jones" is a person. */
function isDesk(local: string): boolean {
  const words = (local.split('+', 1)[0] ?? '').split(/[._-]+|\d+/).filter((word) => word !== '')
  return words.length === 0 || words.every((word) => DESKS.has(word)) || DESKS.has(words.join(''))
}
