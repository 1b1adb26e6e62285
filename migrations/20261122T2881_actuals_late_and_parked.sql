-- Why a week was first confirmed after its last moment, in the words of whoever confirmed it: a reason, and more where it asks.
create table actuals.late_week (
  council_id  uuid not null,
  week_start  date not null,
  package_id  uuid not null,
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  due_at      timestamptz not null,
  reason      text not null check (reason in ('records-late', 'staff-away', 'no-access', 'waited-for-council', 'opened-late', 'oversight', 'other')),
  note        text not null default '' check (char_length(note) <= 500),
  said_by     uuid not null,
  said_name   text not null,
  said_at     timestamptz not null,
  primary key (council_id, week_start, package_id),
  constraint late_week_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint other_says_more check (reason <> 'other' or btrim(note) <> '')
);
comment on column actuals.late_week.due_at is 'The last moment that it missed';
call platform.protect('actuals.late_week', 'scoped');
grant select, insert, update on actuals.late_week to portal_provider, portal_provider_scoped;
grant select on actuals.late_week to portal_council;

-- A line that its provider asks the council about: it waits, and holds up no other. Gone when the week is confirmed.
create table actuals.parked_week (
  council_id      uuid not null,
  week_start      date not null,
  package_id      uuid not null,
  provider_id     uuid not null,
  service_id      uuid not null,
  contract_id     uuid not null,
  conversation_id uuid not null,
  parked_by       uuid not null,
  parked_name     text not null,
  parked_at       timestamptz not null,
  primary key (council_id, week_start, package_id),
  constraint parked_week_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id)
);
call platform.protect('actuals.parked_week', 'scoped');
grant select, insert, delete on actuals.parked_week to portal_provider, portal_provider_scoped;
grant select on actuals.parked_week to portal_council;

create view published.parked_week with (security_invoker) as
  select council_id, week_start, package_id, provider_id, service_id, contract_id, conversation_id, parked_at
  from actuals.parked_week;
grant select on published.parked_week to portal_council, portal_provider, portal_provider_scoped;

-- Weeks confirmed late are looked at by the council like other exceptions.
alter table actuals.exception_look drop constraint exception_look_kind_check;
alter table actuals.exception_look add constraint exception_look_kind_check
  check (kind in ('frustrated', 'two-providers', 'after-death', 'in-hospital', 'late'));
