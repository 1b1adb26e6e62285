import {
  councilPermissions,
  providerPermissions,
  type CouncilPermission,
  type ProviderPermission,
} from './permissions.ts'

export type KnownPermission = ProviderPermission | CouncilPermission

/** What somebody who holds it may do, to follow "may" or "you need to be allowed to". */
const words: Readonly<Record<KnownPermission, string>> = {
  'home.view': 'see the home page',
  'agreements.view': 'see agreements',
  'agreements.respond': 'reject agreements',
  'agreements.sign': 'agree and sign agreements',
  'agreements.publish': 'publish agreements',
  'agreements.manage': 'pause agreeing, and agree at a switch-over',
  'packages.view': 'see care packages',
  'packages.change': 'ask for changes to care packages',
  'packages.decide': 'decide on changes to care packages',
  'actuals.view': 'see the care that was recorded',
  'actuals.record': 'record the care that was delivered',
  'actuals.decide': 'decide on the care that was recorded',
  'invoices.view': 'see invoices',
  'invoices.submit': 'send invoices',
  'invoices.decide': 'decide on invoices',
  'payments.view': 'see payments',
  'prices.view': 'see prices and how they were changed',
  'prices.change': 'prepare changes of prices',
  'prices.approve': 'approve changes of prices',
  'payers.change': 'say who pays what of a stay',
  'payers.approve': 'approve who pays what of a stay',
  'runs.view': 'see payment runs',
  'runs.prepare': 'prepare payment runs',
  'runs.release': 'release payment runs',
  'conversations.view': 'see messages',
  'conversations.write': 'write messages',
  'documents.view': 'see documents about people’s care',
  'documents.file': 'file documents about people’s care',
  'documents.retain': 'say how long documents are kept, and hold them',
  'people.view': 'see who has an account and what they may do',
  'people.manage': 'look after people’s accounts and what they may do',
  'organisation.view': 'see the details of the organisation',
  'organisation.change': 'change the details of the organisation',
  'organisation.decide': 'decide on changes to organisations',
  'audit.view': 'see the audit log',
  'restricted.view': 'see which people are restricted',
  'restricted.open': 'open a restricted person’s details for a reason',
  'restricted.manage': 'restrict people and name who may see them',
  'acting.start': 'act for a provider',
}

export function permissionInWords(permission: KnownPermission): string {
  return words[permission]
}

/** What a permission asked for lets one do; the code itself when it is of another version of the portal. */
export function wantedInWords(code: string): string {
  const permission = permissionOn('provider', code) ?? permissionOn('council', code)
  return permission === undefined ? code : permissionInWords(permission)
}

/** Undefined for what nobody on this face could be given. */
export function permissionOn(face: 'provider' | 'council', permission: string): KnownPermission | undefined {
  const known: readonly KnownPermission[] = face === 'provider' ? providerPermissions : councilPermissions
  return known.find((one) => one === permission)
}
