-- A list of packages is read in the order in which it is shown, a page at a time: one index for each order.
-- Equal directions on both keys, so that "after the last row seen" is one comparison of a pair.
drop index care_packages.package_list;
create index package_starts on care_packages.package (council_id, provider_id, starts_on, id);
create index package_ends on care_packages.package (council_id, provider_id, ends_on, id) where ends_on is not null;
create index package_service on care_packages.package (council_id, provider_id, service_id, starts_on, id);
create index package_council_starts on care_packages.package (council_id, starts_on, id);
create index package_council_ends on care_packages.package (council_id, ends_on, id) where ends_on is not null;
create index package_own_reference on care_packages.package (council_id, provider_id, own_reference) where own_reference <> '';

-- Names are searched by how they begin, from either end. Compared byte by byte, because only such comparisons may be
-- made before a row's policy is known to hold, and so only they may use an index under row-level security.
alter table service_users.served_person
  add column family_first text collate "C" generated always as (lower(family_name || ' ' || given_name)) stored,
  add column given_first text collate "C" generated always as (lower(given_name || ' ' || family_name)) stored;
create index served_person_family_first on service_users.served_person (council_id, provider_id, family_first);
create index served_person_given_first on service_users.served_person (council_id, provider_id, given_first);
create index served_person_council_family_first on service_users.served_person (council_id, family_first);
create index served_person_council_given_first on service_users.served_person (council_id, given_first);

create or replace view published.served_person with (security_invoker) as
  select council_id, provider_id, service_id, contract_id, person_id, reference, nhs_number, given_name, family_name, born_on, died_on,
    family_first, given_first
  from service_users.served_person;
