-- "I deliver care that is not here": what a provider says it delivers without a package, until the council places it.
create table care_packages.missing_care (
  council_id    uuid not null references platform.council,
  id            uuid not null default uuidv7(),
  provider_id   uuid not null,
  service_id    uuid not null,
  contract_id   uuid not null,
  person_name   text not null check (length(person_name) between 1 and 200),
  person_reference text not null default '' check (length(person_reference) <= 60),
  service_level text not null check (length(service_level) between 1 and 200),
  weekly        text not null check (length(weekly) between 1 and 200),
  began_on      date not null,
  arranged_with text not null check (length(arranged_with) between 1 and 300),
  details       text not null default '' check (length(details) <= 2000),
  status        text not null default 'waiting' check (status in ('waiting', 'placed', 'refused', 'withdrawn')),
  due_on        date not null,
  raised_by     uuid not null,
  raiser_name   text not null,
  raised_at     timestamptz not null,
  package_id    uuid,
  answer        text check (length(answer) between 1 and 2000),
  answered_by   text,
  answered_at   timestamptz,
  row_version   integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, service_id) references providers.service,
  foreign key (council_id, contract_id) references contracts.contract,
  constraint placed_in_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint placed_names_its_package check ((status = 'placed') = (package_id is not null)),
  constraint answer_names_who check ((status in ('placed', 'refused')) = (answer is not null and answered_by is not null and answered_at is not null))
);
comment on column care_packages.missing_care.weekly is 'What is delivered in a week, in the provider''s words';
create index missing_care_queue on care_packages.missing_care (council_id, status, due_on, id);
create index missing_care_provider on care_packages.missing_care (council_id, provider_id, status, due_on, id);
call platform.protect('care_packages.missing_care', 'scoped');
grant select, insert, update (status, row_version) on care_packages.missing_care to portal_provider, portal_provider_scoped;
grant select, update (status, package_id, answer, answered_by, answered_at, row_version) on care_packages.missing_care to portal_council;
