-- A contract as one person says it and another approves it: a new one with its first rule, or changes of one that is there.
create table contracts.contract_proposal (
  council_id         uuid not null references platform.council,
  id                 uuid not null default uuidv7(),
  contract_id        uuid,
  provider_id        uuid not null,
  number             text not null check (length(number) between 1 and 60),
  title              text not null check (length(title) between 1 and 200),
  kind               text not null check (kind in ('spot', 'framework', 'block')),
  calendar           text not null check (length(calendar) between 1 and 60),
  starts_on          date not null,
  ends_on            date check (ends_on >= starts_on),
  service_ids        uuid[] not null check (cardinality(service_ids) between 1 and 200),
  payment_terms      text check (payment_terms in ('actual', 'planned')),
  paid_by            text check (paid_by in ('invoice', 'schedule')),
  recording          text check (recording in ('weekly', 'timetabled', 'visits', 'none')),
  frustrated_percent smallint check (frustrated_percent between 0 and 100),
  tolerance_percent  numeric(5, 2) check (tolerance_percent >= 0),
  step_minutes       smallint check (step_minutes between 1 and 60),
  claim_limit_weeks  smallint check (claim_limit_weeks between 1 and 520),
  sign_gate          boolean,
  block_from         date,
  block_weekly       platform.quantity check (block_weekly > 0),
  block_unit         text check (block_unit in ('hour', 'session', 'day', 'night')),
  block_price        platform.rate check (block_price >= 0),
  block_missed_counts boolean,
  reason             text not null check (length(reason) between 1 and 2000),
  status             text not null check (status in ('proposed', 'approved', 'refused', 'withdrawn')),
  proposed_by        uuid not null,
  proposer_name      text not null,
  proposed_at        timestamptz not null,
  decided_by         uuid,
  decider_name       text,
  decided_at         timestamptz,
  note               text check (length(note) <= 2000),
  row_version        integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, provider_id) references providers.organisation,
  constraint nobody_approves_their_own_contract check (status not in ('approved', 'refused') or decided_by <> proposed_by),
  constraint contract_decision_names_who check ((status = 'proposed') = (decided_at is null)),
  constraint new_contract_has_its_rule check (contract_id is not null
    or num_nonnulls(payment_terms, paid_by, recording, frustrated_percent, step_minutes, claim_limit_weeks, sign_gate) = 7
    or status in ('refused', 'withdrawn')),
  constraint block_is_whole check (num_nonnulls(block_from, block_weekly, block_unit, block_price, block_missed_counts) in (0, 5))
);
comment on column contracts.contract_proposal.contract_id is 'Null for a new contract until it is approved';
create unique index one_proposal_per_contract on contracts.contract_proposal (council_id, contract_id)
  where status = 'proposed' and contract_id is not null;
create unique index one_new_contract_per_number on contracts.contract_proposal (council_id, number)
  where status = 'proposed' and contract_id is null;
create index contract_proposal_waiting on contracts.contract_proposal (council_id, proposed_at, id) where status = 'proposed';
create index contract_proposal_of_contract on contracts.contract_proposal (council_id, contract_id, proposed_at desc, id);
call platform.protect('contracts.contract_proposal', 'council');
grant select, insert, update (contract_id, status, decided_by, decider_name, decided_at, note, row_version)
  on contracts.contract_proposal to portal_council;

-- What a block contract buys in advance, by date: care a week, whether it is used or not, and what a unit of it costs.
create table contracts.block_commitment (
  council_id    uuid not null,
  contract_id   uuid not null,
  provider_id   uuid not null,
  valid         daterange not null,
  weekly        platform.quantity not null check (weekly > 0),
  unit          text not null check (unit in ('hour', 'session', 'day', 'night')),
  price         platform.rate not null check (price >= 0),
  missed_counts boolean not null,
  primary key (council_id, contract_id, valid without overlaps),
  foreign key (council_id, contract_id) references contracts.contract
);
comment on column contracts.block_commitment.missed_counts is 'Care that the provider missed counts as used: it was to be had, so the guarantee does not pay for it';
alter table contracts.block_commitment enable row level security;
alter table contracts.block_commitment force row level security;
create policy council_own on contracts.block_commitment to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.block_commitment to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on contracts.block_commitment to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
grant select on contracts.block_commitment to portal_provider, portal_provider_scoped;
grant select, insert, update, delete on contracts.block_commitment to portal_council;
create view published.block_commitment with (security_invoker) as
  select council_id, contract_id, provider_id, valid, weekly, unit, price, missed_counts from contracts.block_commitment;
grant select on published.block_commitment to portal_council, portal_provider, portal_provider_scoped;

-- The rest of a contract's terms changes by date as what it pays on does; null leaves it as it was.
alter table contracts.rule_change
  add column paid_by text check (paid_by in ('invoice', 'schedule')),
  add column recording text check (recording in ('weekly', 'timetabled', 'visits', 'none')),
  add column step_minutes smallint check (step_minutes between 1 and 60),
  add column sign_gate boolean;
