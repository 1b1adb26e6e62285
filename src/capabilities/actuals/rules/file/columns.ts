/** The columns of the weekly sheet of the actuals template, version 1. docs/formats/actuals-v1.md is their public document. */
export const weeklyColumns = [
  'cpli_id',
  'client_ref',
  'client_name',
  'service',
  'service_level',
  'week_start',
  'unit',
  'planned',
  'actual',
  'frustrated',
  'missed',
  'extra',
  'visits',
  'comment',
  'our_ref',
  'row_version',
  'row_status',
  'row_message',
] as const
/** Why a week is said after its last moment: a file may leave these out. */
export const lateColumns = ['late_reason', 'late_note'] as const
export type WeeklyColumn = (typeof weeklyColumns)[number] | (typeof lateColumns)[number]

/** All that is known of weeks, as a download has them. */
export const templateColumns: readonly WeeklyColumn[] = weeklyColumns.flatMap((column): readonly WeeklyColumn[] =>
  column === 'row_version' ? [...lateColumns, column] : [column],
)

export const TEMPLATE_VERSION = '1'
/** What a file says about itself, above its rows or on a sheet of its own. */
export const fileColumns = [
  'template_version',
  'file_reference',
  'provider_ref',
  'contract_ref',
  'period_start',
  'period_end',
  'exported_at',
] as const
export type FileColumn = (typeof fileColumns)[number]

/** Without these a row cannot be placed. A file of ours must keep its row_version besides. */
export const requiredColumns: readonly WeeklyColumn[] = ['cpli_id', 'client_ref', 'week_start']
/** What a person or a system says about the week; at least one of them must be there. */
export const saidColumns = ['actual', 'frustrated', 'missed', 'extra', 'visits', 'comment'] as const

/** How people speak of a column, on screen. */
export const columnLabels: Readonly<Record<WeeklyColumn, string>> = {
  cpli_id: 'Care package reference',
  client_ref: 'Person reference',
  client_name: 'Person',
  service: 'Service',
  service_level: 'Service level',
  week_start: 'Week start',
  unit: 'Unit',
  planned: 'Planned',
  actual: 'Actual',
  frustrated: 'Frustrated',
  missed: 'Missed',
  extra: 'Extra',
  visits: 'Visits',
  comment: 'Comments',
  our_ref: 'Our reference',
  late_reason: 'Why it is late',
  late_note: 'More about why it is late',
  row_version: 'Row version',
  row_status: 'Status',
  row_message: 'Message',
}

/** What other systems call the same thing; compared without case, spaces and signs. */
export const aliases: Readonly<Record<WeeklyColumn, readonly string[]>> = {
  cpli_id: [
    'cpli',
    'cpliref',
    'cplireference',
    'carepackage',
    'carepackagereference',
    'package',
    'packageref',
    'packagereference',
    'lineitem',
    'serviceline',
    'ponumber',
  ],
  client_ref: [
    'ssref',
    'ssreference',
    'clientreference',
    'clientid',
    'personref',
    'personreference',
    'personid',
    'serviceuserref',
    'serviceuserreference',
    'nhsnumber',
    'nhsno',
  ],
  client_name: ['client', 'clientname', 'person', 'personname', 'serviceuser', 'serviceusername', 'name'],
  service: ['servicename'],
  service_level: ['level', 'servicelevels'],
  week_start: ['week', 'weekstart', 'weekstarting', 'weekbeginning', 'weekcommencing', 'wc', 'wb', 'startofweek'],
  unit: ['units'],
  planned: ['pl', 'plan', 'plannedhours', 'commissioned', 'commissionedhours'],
  actual: ['actuals', 'actualhours', 'delivered', 'deliveredhours', 'hoursdelivered', 'actualunits'],
  frustrated: ['frustd', 'frustratedhours', 'fr', 'aborted'],
  missed: ['msd', 'missedhours', 'ms'],
  extra: ['xtr', 'extras', 'extrahours', 'additional', 'additionalhours'],
  visits: ['vst', 'vsts', 'visitcount', 'numberofvisits', 'noofvisits'],
  comment: ['comments', 'note', 'notes', 'reason'],
  our_ref: ['ourreference', 'yourref', 'invoicenumber', 'invoiceno', 'ref'],
  late_reason: ['whylate', 'reasonlate', 'reasonforlateness', 'latenessreason'],
  late_note: ['latenotes', 'latecomment', 'latecomments', 'moreaboutwhylate'],
  row_version: ['version'],
  row_status: ['status'],
  row_message: ['message', 'messages', 'error', 'errors'],
}
