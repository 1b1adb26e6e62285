import { optional, refersTo, required, type PackFile } from './columns.ts'

const PLACE = { columns: ['email', 'supplier_ref'], file: 'users', keys: ['email', 'supplier_ref'] }

const users: PackFile = {
  name: 'users',
  required: true,
  meaning:
    'People who sign in. They are invited, without a password. One row for each place: a company, or the council itself.',
  key: ['email', 'supplier_ref'],
  references: [refersTo('organisations', 'supplier_ref')],
  identified: true,
  columns: [
    required('email', 'email', {
      example: 'joan.catchpole@fenland.example',
      meaning: "The person's own address; never a shared mailbox",
      target: 'access.account.email',
    }),
    required('name', 'text', { example: 'Joan Catchpole', meaning: 'Name', target: 'access.membership.name' }),
    optional('supplier_ref', 'key', {
      example: '210045',
      meaning: "Company the person works for; empty for the council's own staff",
      target: 'access.membership.provider_id',
    }),
    optional('job_title', 'text', {
      example: 'Finance manager',
      meaning: 'What the person does',
      target: 'access.membership.job_title',
    }),
  ],
}

const grants: PackFile = {
  name: 'grants',
  required: true,
  meaning: 'What people of a company may do: a kind of work, on the whole company, a contract or a service.',
  key: ['email', 'supplier_ref', 'scope', 'contract_number', 'service_ref', 'role'],
  days: ['starts_on', 'ends_on'],
  references: [PLACE, refersTo('contracts', 'contract_number'), refersTo('services', 'service_ref')],
  columns: [
    required('email', 'email', {
      example: 'joan.catchpole@fenland.example',
      meaning: 'The person',
      target: 'access.access_grant.membership_id',
    }),
    required('supplier_ref', 'key', {
      example: '210045',
      meaning: 'The company',
      target: 'access.access_grant.provider_id',
    }),
    required('scope', 'choice', {
      choices: ['organisation', 'contract', 'service'],
      example: 'organisation',
      meaning: 'What the grant covers',
      target: 'access.access_grant.scope',
    }),
    optional('contract_number', 'key', {
      example: 'K-2024-017',
      meaning: 'The contract; only with the scope contract',
      target: 'access.access_grant.contract_id',
    }),
    optional('service_ref', 'key', {
      example: 'SV-1042',
      meaning: 'The service; only with the scope service',
      target: 'access.access_grant.service_id',
    }),
    required('role', 'choice', {
      choices: ['full', 'finance', 'care-management', 'admin', 'signatory', 'main'],
      example: 'finance',
      meaning: 'Kind of work; signatory may sign agreements, which no other brings; main is given by the council only',
      target: 'access.access_grant.role',
    }),
    required('mode', 'choice', {
      choices: ['edit', 'read-only'],
      example: 'edit',
      meaning: 'Whether the person may change anything',
      target: 'access.access_grant.mode',
    }),
    optional('starts_on', 'date', {
      example: '2026-04-01',
      meaning: 'First day; at once when empty',
      target: 'access.access_grant.starts_on',
    }),
    optional('ends_on', 'date', {
      example: '2027-03-31',
      meaning: 'Last day; no end when empty',
      target: 'access.access_grant.ends_on',
    }),
  ],
}

const staff: PackFile = {
  name: 'staff',
  required: true,
  meaning: "Work of the council's own staff: one row for each kind.",
  key: ['email', 'role'],
  columns: [
    required('email', 'email', {
      example: 'tom.bilney@norfolk.example',
      meaning: 'The person, who has a row without a company in users.csv',
      target: 'access.staff_role.membership_id',
    }),
    required('role', 'choice', {
      choices: [
        ...['brokerage', 'payments', 'payments-approver', 'procurement', 'portal-administration'],
        ...['auditor', 'data-guardian'],
      ],
      example: 'brokerage',
      meaning: 'Kind of work',
      target: 'access.staff_role.role',
    }),
  ],
}

export const accessFiles: readonly PackFile[] = [users, grants, staff]
