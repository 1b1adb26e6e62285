create schema payments;
grant usage on schema payments to portal_council, portal_provider, portal_provider_scoped;

-- The council's payment calendar. Cut-offs are rows, not a formula: Christmas moves them.
create table payments.period (
  council_id    uuid not null references platform.council,
  id            uuid not null default uuidv7(),
  calendar      text not null,
  name          text not null,
  starts_on     date not null,
  ends_on       date not null,
  submit_by     timestamptz not null,
  finalise_on   date not null,
  paid_on       date not null,
  primary key (council_id, id),
  constraint period_name_is_unique unique (council_id, calendar, starts_on),
  constraint period_runs_forward check (ends_on > starts_on),
  constraint no_two_periods_overlap exclude using gist (council_id with =, calendar with =, daterange(starts_on, ends_on) with &&)
);
comment on column payments.period.ends_on is 'The day after the last day: periods are half-open';
comment on column payments.period.submit_by is 'Last moment to confirm or amend what this period pays';
alter table payments.period enable row level security;
alter table payments.period force row level security;
create policy council_own on payments.period to portal_council using (council_id = platform.council_id());
create policy provider_own on payments.period for select to portal_provider using (council_id = platform.council_id());
create policy provider_scoped on payments.period for select to portal_provider_scoped using (council_id = platform.council_id());
grant select on payments.period to portal_provider, portal_provider_scoped;
grant select, insert, update on payments.period to portal_council;

-- prepared -> released, or prepared -> discarded. Nobody releases what they prepared.
create table payments.run (
  council_id   uuid not null,
  id           uuid not null default uuidv7(),
  period_id    uuid not null,
  reference    text not null,
  status       text not null check (status in ('prepared', 'released', 'discarded')),
  line_count   integer not null default 0,
  provider_count integer not null default 0,
  total_pence  platform.pence not null default 0,
  lines_hash   bytea not null default '',
  prepared_by  uuid not null,
  prepared_name text not null,
  prepared_at  timestamptz not null,
  released_by  uuid,
  released_name text,
  released_at  timestamptz,
  discarded_at timestamptz,
  primary key (council_id, id),
  foreign key (council_id, period_id) references payments.period,
  constraint run_reference_is_unique unique (council_id, reference),
  constraint approver_did_not_prepare check (released_by is null or released_by <> prepared_by),
  constraint release_is_whole check ((status = 'released') = (released_by is not null and released_at is not null))
);
create unique index one_prepared_run_per_period on payments.run (council_id, period_id) where status = 'prepared';
call platform.protect('payments.run', 'council');
create policy provider_read on payments.run for select to portal_provider using (council_id = platform.council_id());
create policy provider_scoped_read on payments.run for select to portal_provider_scoped using (council_id = platform.council_id());
grant select (council_id, id, period_id, reference, status, released_at) on payments.run to portal_provider, portal_provider_scoped;
grant select, insert, update on payments.run to portal_council;

create schema invoices;
grant usage on schema invoices to portal_council, portal_provider, portal_provider_scoped;

-- A provider's claim for one service under one contract in one period, made from cleared payment lines.
create table invoices.invoice (
  council_id   uuid not null,
  id           uuid not null default uuidv7(),
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  period_id    uuid not null,
  reference    text not null,
  own_number   text,
  status       text not null check (status in ('draft', 'submitted', 'rejected', 'approved', 'in-run', 'paid')),
  line_count   integer not null default 0,
  total_pence  platform.pence not null default 0,
  created_by   uuid not null,
  created_at   timestamptz not null,
  submitted_by uuid,
  submitted_at timestamptz,
  reject_reason text,
  row_version  integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, service_id) references providers.service,
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, period_id) references payments.period,
  constraint invoice_reference_is_unique unique (council_id, reference),
  constraint own_number_is_unique unique (council_id, provider_id, own_number),
  constraint submission_is_whole check ((status = 'draft') = (submitted_at is null) or status = 'rejected')
);
create unique index one_draft_per_service_and_period on invoices.invoice (council_id, contract_id, service_id, period_id) where status = 'draft';
create index invoice_list on invoices.invoice (council_id, provider_id, created_at desc, id);
create index invoice_queue on invoices.invoice (council_id, status, created_at, id);
call platform.protect('invoices.invoice', 'scoped');
grant select, insert, update, delete on invoices.invoice to portal_provider, portal_provider_scoped;
grant select, insert, update on invoices.invoice to portal_council;

-- One payable amount and how it was worked out. The amount, the quantity and the trace are never updated:
-- a correction is a new line with the next revision.
create table payments.payment_line (
  council_id      uuid not null,
  from_on         date not null,
  id              uuid not null default uuidv7(),
  provider_id     uuid not null,
  service_id      uuid not null,
  contract_id     uuid not null,
  person_id       uuid not null,
  package_id      uuid not null,
  package_version integer not null,
  week_version    integer,
  rule_version    integer not null,
  kind            text not null check (kind in ('care', 'stay', 'adjustment')),
  revision        integer not null default 0,
  to_on           date not null,
  quantity        platform.quantity not null,
  unit            text not null,
  average_price   boolean not null default false,
  amount_pence    platform.pence not null,
  trace           jsonb not null,
  invoice_id      uuid,
  run_id          uuid,
  priced_at       timestamptz not null,
  primary key (council_id, from_on, id),
  foreign key (council_id, package_id) references care_packages.package,
  constraint a_segment_is_priced_once unique (council_id, from_on, package_id, kind, revision),
  constraint line_runs_forward check (to_on >= from_on)
) partition by range (from_on);
comment on column payments.payment_line.to_on is 'Last day included';
comment on column payments.payment_line.trace is 'The typed steps from quantity to pence: the only source of every explanation';
create index payment_line_run on payments.payment_line (council_id, run_id, provider_id);
create index payment_line_invoice on payments.payment_line (council_id, invoice_id);
create index payment_line_provider on payments.payment_line (council_id, provider_id, from_on);
call platform.partition_by_year('payments.payment_line', 2024, 2032);
call platform.protect('payments.payment_line', 'scoped');
grant select, insert, update (invoice_id), delete on payments.payment_line to portal_provider, portal_provider_scoped;
grant select, insert, update (invoice_id, run_id), delete on payments.payment_line to portal_council;

-- What the person who releases a run must see first.
create table payments.run_exception (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  run_id      uuid not null,
  severity    text not null check (severity in ('stops', 'confirm', 'information')),
  code        text not null,
  provider_id uuid not null,
  package_id  uuid,
  week_start  date,
  details     jsonb not null default '{}',
  primary key (council_id, id),
  foreign key (council_id, run_id) references payments.run
);
create index run_exception_run on payments.run_exception (council_id, run_id, severity, code);
call platform.protect('payments.run_exception', 'council');
grant select, insert, delete on payments.run_exception to portal_council;

-- What one provider was told it was paid. The total is the bank's, the ledger's and the sum of its lines.
create table payments.remittance (
  council_id   uuid not null,
  id           uuid not null default uuidv7(),
  run_id       uuid not null,
  provider_id  uuid not null,
  period_id    uuid not null,
  reference    text not null,
  line_count   integer not null,
  lines_pence  platform.pence not null,
  recovered_pence platform.pence not null default 0 check (recovered_pence >= 0),
  carried_pence platform.pence not null default 0 check (carried_pence >= 0),
  paid_pence   platform.pence not null check (paid_pence >= 0),
  paid_on      date not null,
  primary key (council_id, id),
  foreign key (council_id, run_id) references payments.run,
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, period_id) references payments.period,
  constraint one_remittance_per_provider_and_run unique (council_id, run_id, provider_id),
  constraint remittance_reference_is_unique unique (council_id, reference),
  constraint remittance_ties check (paid_pence = lines_pence - recovered_pence + carried_pence)
);
comment on column payments.remittance.recovered_pence is 'Taken from this payment for earlier overpayments';
comment on column payments.remittance.carried_pence is 'A negative total is not paid by the bank: it is carried to the next run';
create index remittance_list on payments.remittance (council_id, provider_id, paid_on desc, id);
alter table payments.remittance enable row level security;
alter table payments.remittance force row level security;
create policy council_own on payments.remittance to portal_council using (council_id = platform.council_id());
create policy provider_own on payments.remittance to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on payments.remittance to portal_provider_scoped using (council_id = platform.council_id() and provider_id = platform.provider_id());
grant select on payments.remittance to portal_provider;
grant select (council_id, id, run_id, provider_id, period_id, reference, paid_on) on payments.remittance to portal_provider_scoped;
grant select, insert on payments.remittance to portal_council;
