-- Who makes visits, as the provider's own system calls them. Known before their visits are.
create table actuals.carer (
  council_id  uuid not null references platform.council,
  provider_id uuid not null,
  reference   text not null check (char_length(reference) between 1 and 60),
  name        text not null default '' check (char_length(name) <= 200),
  starts_on   date,
  ends_on     date,
  primary key (council_id, provider_id, reference),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint carer_ends_after_start check (ends_on >= starts_on)
);
call platform.protect('actuals.carer', 'provider');
grant select, insert, update on actuals.carer to portal_provider, portal_provider_scoped;
grant select on actuals.carer to portal_council;

-- One carer's record of one visit as call monitoring logged it, beside what was planned and what is claimed. A visit of
-- which no package is known has no service either: it waits, unpaid, for somebody to place it.
create table actuals.visit (
  council_id      uuid not null references platform.council,
  id              uuid not null default uuidv7(),
  provider_id     uuid not null,
  service_id      uuid,
  contract_id     uuid,
  package_id      uuid,
  reference       text not null check (char_length(reference) between 1 and 100),
  client_ref      text not null check (char_length(client_ref) between 1 and 100),
  carer_ref       text not null default '' check (char_length(carer_ref) <= 60),
  secondary_visit boolean not null default false,
  visited_on      date not null,
  planned_at      time,
  planned_minutes smallint check (planned_minutes between 0 and 1440),
  claimed_at      time not null,
  claimed_minutes smallint not null check (claimed_minutes between 0 and 1440),
  starts_at       time,
  ends_at         time,
  logged_minutes  smallint not null check (logged_minutes between 0 and 1500),
  outcome         text not null check (outcome in ('delivered', 'frustrated', 'missed', 'cancelled', 'extra')),
  capture         text not null check (capture in ('app', 'nfc', 'phone', 'manual')),
  exception_code  text not null default '' check (char_length(exception_code) <= 60),
  comment         text not null default '' check (char_length(comment) <= 2000),
  state           text not null check (state in ('allocated', 'unallocated', 'declined')),
  placed_by       text check (placed_by in ('file', 'match', 'person')),
  why             text check (why in ('no-package', 'no-time', 'several')),
  paid_minutes    smallint check (paid_minutes between 0 and 1500),
  decided_name    text,
  decided_at      timestamptz,
  reason          text check (char_length(btrim(reason)) between 1 and 2000),
  received_at     timestamptz not null,
  received_name   text not null,
  row_version     integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint visit_is_known_once unique (council_id, provider_id, reference),
  constraint visit_is_of_own_care foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint allocated_has_a_place check ((state = 'allocated') = (package_id is not null) and (package_id is null) = (service_id is null)
    and (package_id is null) = (contract_id is null) and (package_id is null) = (paid_minutes is null)
    and (package_id is null) = (placed_by is null)),
  constraint unallocated_says_why check ((state = 'unallocated') = (why is not null)),
  constraint declined_says_why check (state <> 'declined' or (reason is not null and decided_name is not null and decided_at is not null))
);
comment on column actuals.visit.logged_minutes is 'Minutes that passed between the logged times; the claimed ones where none were logged';
comment on column actuals.visit.paid_minutes is 'After the rounding of the contract; the rest is shown as unpaid';
comment on column actuals.visit.why is 'No package of the person on that day, none planned near that time, or several alike';
create index visit_waiting on actuals.visit (council_id, provider_id, received_at, id) where state = 'unallocated';
create index visit_waiting_council on actuals.visit (council_id, received_at, id) where state = 'unallocated';
create index visit_package on actuals.visit (council_id, package_id, visited_on) where package_id is not null;
create index visit_carer on actuals.visit (council_id, provider_id, visited_on, carer_ref);
call platform.protect('actuals.visit', 'scoped');
grant select, insert, update on actuals.visit to portal_provider, portal_provider_scoped;
grant select on actuals.visit to portal_council;
