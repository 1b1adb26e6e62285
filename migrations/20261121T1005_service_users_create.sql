create schema service_users;
grant usage on schema service_users to portal_council, portal_provider, portal_provider_scoped;

-- The council's own record of a person. Providers never read this table.
create table service_users.person (
  council_id  uuid not null references platform.council,
  id          uuid not null default uuidv7(),
  reference   text not null,
  nhs_number  text check (nhs_number ~ '^[0-9]{10}$'),
  given_name  text not null,
  family_name text not null,
  born_on     date,
  died_on     date,
  address     text not null default '',
  row_version integer not null default 1,
  primary key (council_id, id),
  constraint person_reference_is_unique unique (council_id, reference)
);
create index person_name on service_users.person (council_id, family_name, given_name, id);
call platform.protect('service_users.person', 'council');
grant select, insert, update on service_users.person to portal_council;

-- What one service may know of one person it serves: written with the package, never more than care needs.
-- A copy per service, because a policy may only compare equals, and because less is shared this way.
create table service_users.served_person (
  council_id  uuid not null,
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  person_id   uuid not null,
  reference   text not null,
  nhs_number  text,
  given_name  text not null,
  family_name text not null,
  born_on     date,
  died_on     date,
  primary key (council_id, provider_id, person_id, service_id, contract_id),
  foreign key (council_id, person_id) references service_users.person
);
create index served_person_name on service_users.served_person (council_id, provider_id, family_name, given_name, person_id);
create index served_person_person on service_users.served_person (council_id, person_id);
call platform.protect('service_users.served_person', 'scoped');
grant select on service_users.served_person to portal_provider, portal_provider_scoped;
grant select, insert, update, delete on service_users.served_person to portal_council;
