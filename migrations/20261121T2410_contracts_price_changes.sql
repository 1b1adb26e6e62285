-- What a line of the price book is for, beside its level and unit: a band (of distance, of need) and the days it is bought on.
alter table contracts.rate_line
  add column band text not null default '' check (length(band) <= 60),
  add column days text not null default 'any' check (days in ('any', 'weekday', 'weekend', 'bank-holiday', 'night'));
alter table contracts.rate_line add constraint rate_line_is_of_own_contract unique (council_id, provider_id, contract_id, id);
comment on column contracts.rate_line.days is 'Which days the price is for; a package bought for them names this line';
create or replace view published.rate_line with (security_invoker) as
  select council_id, id, contract_id, provider_id, reference, service_level, unit, band, days from contracts.rate_line;
create index contract_by_number on contracts.contract (council_id, number, id);

-- A price from a day on, said by one person and approved by another. Approval writes a new row of contracts.rate.
create table contracts.rate_change (
  council_id    uuid not null references platform.council,
  id            uuid not null default uuidv7(),
  rate_line_id  uuid not null,
  contract_id   uuid not null,
  provider_id   uuid not null,
  uplift_id     uuid,
  from_on       date not null,
  old_price     platform.rate check (old_price >= 0),
  price         platform.rate not null check (price >= 0),
  reason        text not null check (length(reason) between 1 and 2000),
  status        text not null check (status in ('proposed', 'approved', 'refused', 'withdrawn', 'undone')),
  proposed_by   uuid not null,
  proposer_name text not null,
  proposed_at   timestamptz not null,
  decided_by    uuid,
  decider_name  text,
  decided_at    timestamptz,
  note          text check (length(note) <= 2000),
  row_version   integer not null default 1,
  primary key (council_id, id),
  constraint change_is_of_own_line foreign key (council_id, provider_id, contract_id, rate_line_id)
    references contracts.rate_line (council_id, provider_id, contract_id, id),
  constraint nobody_approves_their_own_price check (status not in ('approved', 'refused') or decided_by <> proposed_by),
  constraint decision_names_who check ((status = 'proposed') = (decided_at is null))
);
comment on column contracts.rate_change.old_price is 'The price of that day when the change was said; null when there was none';
create unique index one_proposal_per_line on contracts.rate_change (council_id, rate_line_id) where status = 'proposed';
create index rate_change_of_line on contracts.rate_change (council_id, rate_line_id, proposed_at desc, id);
create index rate_change_of_uplift on contracts.rate_change (council_id, uplift_id, id) where uplift_id is not null;
create index rate_change_waiting on contracts.rate_change (council_id, proposed_at, id) where status = 'proposed';
call platform.protect('contracts.rate_change', 'council');
grant select, insert, update (status, decided_by, decider_name, decided_at, note, row_version) on contracts.rate_change to portal_council;

-- The rows of contracts.rate as they stood before a change cut them short or took their place: nothing is forgotten.
create table contracts.displaced_rate (
  council_id   uuid not null,
  change_id    uuid not null,
  rate_line_id uuid not null,
  valid        daterange not null,
  price        platform.rate not null,
  primary key (council_id, change_id),
  foreign key (council_id, change_id) references contracts.rate_change
);
call platform.protect('contracts.displaced_rate', 'council');
grant select, insert on contracts.displaced_rate to portal_council;

-- Days whose price changed after they began. Whoever priced them before looks at them once more: a payment line keeps the
-- highest number that it knew, and the numbers of a council are given one after the other, under a lock.
create table contracts.repricing (
  council_id   uuid not null references platform.council,
  seq          bigint not null,
  rate_line_id uuid not null,
  contract_id  uuid not null,
  provider_id  uuid not null,
  days         daterange not null,
  primary key (council_id, rate_line_id, seq),
  constraint repricing_is_of_own_line foreign key (council_id, provider_id, contract_id, rate_line_id)
    references contracts.rate_line (council_id, provider_id, contract_id, id)
);
create index repricing_newest on contracts.repricing (council_id, seq desc);
alter table contracts.repricing enable row level security;
alter table contracts.repricing force row level security;
create policy council_own on contracts.repricing to portal_council using (council_id = platform.council_id());
create policy provider_own on contracts.repricing to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on contracts.repricing to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
grant select on contracts.repricing to portal_provider, portal_provider_scoped;
grant select, insert on contracts.repricing to portal_council;
create view published.repricing with (security_invoker) as
  select council_id, seq, rate_line_id, contract_id, provider_id, days from contracts.repricing;
grant select on published.repricing to portal_council, portal_provider, portal_provider_scoped;

-- Terms from a day on, said by one person and approved by another: the whole rule, as it is to stand.
create table contracts.rule_change (
  council_id         uuid not null references platform.council,
  id                 uuid not null default uuidv7(),
  contract_id        uuid not null,
  provider_id        uuid not null,
  from_on            date not null,
  payment_terms      text not null check (payment_terms in ('actual', 'planned')),
  frustrated_percent smallint not null check (frustrated_percent between 0 and 100),
  tolerance_percent  numeric(5, 2) check (tolerance_percent >= 0),
  claim_limit_weeks  smallint not null check (claim_limit_weeks between 1 and 520),
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
  constraint nobody_approves_their_own_terms check (status not in ('approved', 'refused') or decided_by <> proposed_by),
  constraint terms_decision_names_who check ((status = 'proposed') = (decided_at is null))
);
create unique index one_terms_proposal_per_contract on contracts.rule_change (council_id, contract_id) where status = 'proposed';
create index rule_change_of_contract on contracts.rule_change (council_id, contract_id, proposed_at desc, id);
call platform.protect('contracts.rule_change', 'council');
grant select, insert, update (status, decided_by, decider_name, decided_at, note, row_version) on contracts.rule_change to portal_council;
