-- Another last moment than the one of the period, for some weeks of some contracts: who said so, why, and until when.
create table actuals.cut_off (
  council_id  uuid not null references platform.council,
  id          uuid not null default uuidv7(),
  provider_id uuid,
  contract_id uuid,
  first_week  date not null,
  last_week   date not null,
  submit_by   timestamptz not null,
  reason      text not null check (btrim(reason) <> '' and char_length(reason) <= 500),
  made_by     uuid not null,
  made_name   text not null,
  made_at     timestamptz not null,
  ended_by    uuid,
  ended_name  text,
  ended_at    timestamptz,
  row_version integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, contract_id) references contracts.contract,
  constraint weeks_in_order check (last_week >= first_week),
  constraint contract_names_its_provider check (contract_id is null or provider_id is not null),
  constraint ending_names_who check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_name is null))
);
comment on table actuals.cut_off is 'Council-wide where no provider is named, and for all of its contracts where no contract is';
create index cut_off_list on actuals.cut_off (council_id, made_at desc, id desc);
call platform.protect('actuals.cut_off', 'council');
grant select, insert, update (ended_by, ended_name, ended_at, row_version) on actuals.cut_off to portal_council;

-- What those say, contract by contract and week by week, as each provider may read it of itself. Worked out anew with each
-- of them: the newest that stands wins.
create table actuals.cut_off_week (
  council_id  uuid not null,
  provider_id uuid not null,
  contract_id uuid not null,
  week_start  date not null,
  submit_by   timestamptz not null,
  cut_off_id  uuid not null,
  primary key (council_id, provider_id, contract_id, week_start),
  foreign key (council_id, cut_off_id) references actuals.cut_off
);
call platform.protect('actuals.cut_off_week', 'provider');
grant select on actuals.cut_off_week to portal_provider, portal_provider_scoped;
grant select, insert, delete on actuals.cut_off_week to portal_council;

-- An exception that somebody of the council looked at and let stand, for the version that they saw.
create table actuals.exception_look (
  council_id uuid not null,
  kind       text not null check (kind in ('frustrated', 'two-providers', 'after-death', 'in-hospital')),
  week_start date not null,
  package_id uuid not null,
  version    integer not null,
  looked_by  uuid not null,
  looked_name text not null,
  looked_at  timestamptz not null,
  primary key (council_id, kind, week_start, package_id),
  foreign key (council_id, package_id) references care_packages.package
);
call platform.protect('actuals.exception_look', 'council');
grant select, insert, update on actuals.exception_look to portal_council;

-- Weeks drawn by lot for an audit. The same seed over the same weeks draws the same ones, so that anybody can draw again.
create table actuals.sample (
  council_id  uuid not null references platform.council,
  id          uuid not null default uuidv7(),
  seed        text not null check (char_length(btrim(seed)) between 1 and 60),
  provider_id uuid,
  first_week  date not null,
  last_week   date not null,
  way         text not null check (way in ('percent', 'count')),
  wanted      integer not null check (wanted > 0),
  population  integer not null,
  made_by     uuid not null,
  made_name   text not null,
  made_at     timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint percent_of_a_whole check (way = 'count' or wanted <= 100)
);
create index sample_list on actuals.sample (council_id, made_at desc, id desc);
call platform.protect('actuals.sample', 'council');
grant select, insert on actuals.sample to portal_council;

create table actuals.sample_week (
  council_id   uuid not null,
  sample_id    uuid not null,
  place        integer not null check (place > 0),
  week_start   date not null,
  package_id   uuid not null,
  provider_id  uuid not null,
  service_id   uuid not null,
  version      integer not null,
  planned      platform.quantity not null,
  actual       platform.quantity not null,
  result       text check (result in ('right', 'wrong', 'no-evidence')),
  note         text not null default '' check (char_length(note) <= 2000),
  checked_by   uuid,
  checked_name text,
  checked_at   timestamptz,
  row_version  integer not null default 1,
  primary key (council_id, sample_id, place),
  foreign key (council_id, sample_id) references actuals.sample,
  foreign key (council_id, package_id) references care_packages.package,
  constraint result_names_who_and_when check ((result is null) = (checked_by is null) and (result is null) = (checked_at is null)),
  constraint wrong_says_what check (result is null or result = 'right' or btrim(note) <> '')
);
comment on column actuals.sample_week.version is 'As the week stood when it was drawn';
call platform.protect('actuals.sample_week', 'council');
grant select, insert, update (result, note, checked_by, checked_name, checked_at, row_version) on actuals.sample_week to portal_council;

-- Who is in hospital and since when, for whoever compares it with what is recorded.
create view published.hospital_stay with (security_invoker) as
  select council_id, id, package_id, happened_on as first_day, back_on - 1 as last_day from care_packages.life_event where kind = 'hospital';
grant select on published.hospital_stay to portal_council;
