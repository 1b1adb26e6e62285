-- A person who is away for a time, said once: it fills the weeks that it touches. Without a last day they are not back yet.
create table actuals.absence (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  package_id  uuid not null,
  cause       text not null check (cause in ('person', 'provider')),
  reason      text check (reason ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  note        text not null check (btrim(note) <> '' and char_length(note) <= 500),
  first_day   date not null,
  last_day    date,
  status      text not null default 'open' check (status in ('open', 'ended', 'undone')),
  said_by     uuid not null,
  said_name   text not null,
  said_at     timestamptz not null,
  changed_name text,
  changed_at  timestamptz,
  row_version integer not null default 1,
  primary key (council_id, id),
  constraint absence_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint days_in_order check (last_day >= first_day),
  constraint ended_has_last_day check (status <> 'ended' or last_day is not null),
  constraint open_is_not_back check (status <> 'open' or last_day is null),
  constraint absence_is_of_one_package unique (council_id, provider_id, package_id, id)
);
comment on column actuals.absence.cause is 'Planned care is frustrated when the person is away, and missed when the provider cannot come';
create unique index absent_once on actuals.absence (council_id, package_id) where status = 'open';
create index absence_list on actuals.absence (council_id, provider_id, said_at desc, id desc);
create index absence_council on actuals.absence (council_id, said_at desc, id desc);
create index absence_package on actuals.absence (council_id, package_id, first_day);
call platform.protect('actuals.absence', 'scoped');
grant select, insert, update (status, last_day, changed_name, changed_at, row_version) on actuals.absence to portal_provider, portal_provider_scoped;
grant select on actuals.absence to portal_council;

-- The weeks that it filled, with the version that it wrote and the one that stood before, so that it can be taken back.
create table actuals.absence_week (
  council_id  uuid not null,
  absence_id  uuid not null,
  week_start  date not null,
  package_id  uuid not null,
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  outcome     text not null check (outcome in ('filled', 'own-figures', 'shut', 'cannot-be')),
  version     integer,
  was_version integer,
  primary key (council_id, absence_id, week_start),
  constraint week_is_of_the_absence foreign key (council_id, provider_id, package_id, absence_id)
    references actuals.absence (council_id, provider_id, package_id, id),
  constraint filled_has_version check ((outcome = 'filled') = (version is not null) and (version is null) = (was_version is null))
);
call platform.protect('actuals.absence_week', 'scoped');
grant select, insert, update, delete on actuals.absence_week to portal_provider, portal_provider_scoped;
grant select on actuals.absence_week to portal_council;
