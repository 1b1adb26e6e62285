create schema care_packages;
grant usage on schema care_packages to portal_council, portal_provider, portal_provider_scoped;

-- A care package line item: one commissioned service for one person.
create table care_packages.package (
  council_id      uuid not null,
  id              uuid not null default uuidv7(),
  provider_id     uuid not null,
  service_id      uuid not null,
  contract_id     uuid not null,
  person_id       uuid not null,
  reference       text not null,
  own_reference   text not null default '',
  service_level   text not null,
  unit            text not null check (unit in ('hour', 'session', 'day', 'night', 'week')),
  status          text not null check (status in ('draft', 'authorised', 'active', 'suspended', 'ended', 'cancelled')),
  starts_on       date not null,
  ends_on         date,
  recordable_from date,
  current_version integer not null default 1,
  row_version     integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, service_id) references providers.service,
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, person_id) references service_users.person,
  constraint package_reference_is_unique unique (council_id, reference),
  constraint ends_after_start check (ends_on is null or ends_on >= starts_on)
);
comment on column care_packages.package.ends_on is 'Last day of care; for nights, the day of discharge, which is not charged';
comment on column care_packages.package.recordable_from is 'Set when the agreement that covers it is agreed; null means not recordable yet';
create index package_list on care_packages.package (council_id, provider_id, starts_on desc, id);
create index package_person on care_packages.package (council_id, person_id);
create index package_contract on care_packages.package (council_id, contract_id, service_id);
call platform.protect('care_packages.package', 'scoped');
grant select, update (own_reference, recordable_from, row_version) on care_packages.package to portal_provider, portal_provider_scoped;
grant select, insert, update on care_packages.package to portal_council;

-- A change is a new version from a date, never an edit; the cause says why.
create table care_packages.package_version (
  council_id     uuid not null,
  package_id     uuid not null,
  version        integer not null,
  provider_id    uuid not null,
  service_id     uuid not null,
  contract_id    uuid not null,
  valid          daterange not null,
  planned        platform.quantity not null check (planned >= 0),
  planned_by_day bigint[],
  rate_line_id   uuid not null,
  cause          text not null check (cause in ('new', 'social-work-decision', 'annual-uplift', 'correction')),
  primary key (council_id, package_id, version),
  foreign key (council_id, package_id) references care_packages.package,
  foreign key (council_id, rate_line_id) references contracts.rate_line,
  constraint one_version_at_a_time exclude using gist (council_id with =, package_id with =, valid with &&),
  constraint plan_has_seven_days check (planned_by_day is null or cardinality(planned_by_day) = 7)
);
comment on column care_packages.package_version.planned is 'Units planned for one whole week; for a residential stay, the 7 nights';
comment on column care_packages.package_version.planned_by_day is 'Units on Monday to Sunday; null when the week is not planned by day';
call platform.protect('care_packages.package_version', 'scoped');
grant select on care_packages.package_version to portal_provider, portal_provider_scoped;
grant select, insert, update on care_packages.package_version to portal_council;

create table care_packages.timetable_entry (
  council_id  uuid not null,
  package_id  uuid not null,
  version     integer not null,
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  weekday     smallint not null check (weekday between 1 and 7),
  starts_at   time not null,
  minutes     smallint not null check (minutes between 1 and 1440),
  carers      smallint not null default 1 check (carers between 1 and 4),
  primary key (council_id, package_id, version, weekday, starts_at),
  foreign key (council_id, package_id, version) references care_packages.package_version
);
call platform.protect('care_packages.timetable_entry', 'scoped');
grant select on care_packages.timetable_entry to portal_provider, portal_provider_scoped;
grant select, insert, update, delete on care_packages.timetable_entry to portal_council;
