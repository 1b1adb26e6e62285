create schema actuals;
grant usage on schema actuals to portal_council, portal_provider, portal_provider_scoped;

-- What was delivered against one package in one week, as it stands now.
create table actuals.week (
  council_id   uuid not null,
  week_start   date not null,
  package_id   uuid not null,
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  version      integer not null default 1,
  status       text not null check (status in ('draft', 'confirmed', 'held')),
  planned      platform.quantity not null,
  actual       platform.quantity not null,
  frustrated   platform.quantity not null default 0,
  missed       platform.quantity not null default 0,
  extra        platform.quantity not null default 0,
  visits       integer,
  comment      text not null default '',
  source       text not null check (source in ('screen', 'upload', 'monitoring', 'import', 'council')),
  held_code    text check (held_code in ('H01', 'H02', 'H03', 'H04')),
  recorded_by  uuid,
  recorded_at  timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  primary key (council_id, week_start, package_id),
  foreign key (council_id, package_id) references care_packages.package,
  constraint delivered_adds_up check (actual = planned - frustrated - missed + extra),
  constraint not_below_nothing check (planned >= 0 and frustrated >= 0 and missed >= 0 and extra >= 0 and frustrated + missed <= planned),
  constraint held_has_code check ((status = 'held') = (held_code is not null)),
  constraint confirmed_has_time check ((status = 'draft') = (confirmed_at is null))
) partition by range (week_start);
create index week_contract on actuals.week (council_id, contract_id, service_id, week_start);
create index week_provider on actuals.week (council_id, provider_id, week_start);
call platform.partition_by_year('actuals.week', 2024, 2032);
call platform.protect('actuals.week', 'scoped');
grant select, insert, update on actuals.week to portal_council, portal_provider, portal_provider_scoped;

-- Every version that ever stood, in order; the week above is the newest.
create table actuals.week_version (
  council_id  uuid not null,
  week_start  date not null,
  package_id  uuid not null,
  version     integer not null,
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  status      text not null,
  planned     platform.quantity not null,
  actual      platform.quantity not null,
  frustrated  platform.quantity not null,
  missed      platform.quantity not null,
  extra       platform.quantity not null,
  visits      integer,
  comment     text not null,
  source      text not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (council_id, week_start, package_id, version)
) partition by range (week_start);
call platform.partition_by_year('actuals.week_version', 2024, 2032);
call platform.protect('actuals.week_version', 'scoped');
grant select, insert on actuals.week_version to portal_council, portal_provider, portal_provider_scoped;
