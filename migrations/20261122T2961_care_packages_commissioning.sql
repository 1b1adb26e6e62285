-- Care that staff commission on screen at another price than the book's: the first person says the price and why, a second
-- decides. Until then there is no package, or the package is as it was.
create table care_packages.price_request (
  council_id    uuid not null,
  id            uuid not null default uuidv7(),
  provider_id   uuid not null,
  service_id    uuid not null,
  contract_id   uuid not null,
  person_id     uuid not null,
  package_id    uuid,
  asked         jsonb not null,
  rate_line_id  uuid not null,
  price         platform.rate not null check (price >= 0),
  from_on       date not null,
  reason        text not null check (btrim(reason) <> '' and char_length(reason) <= 2000),
  status        text not null default 'proposed' check (status in ('proposed', 'approved', 'refused', 'withdrawn')),
  proposed_by   uuid not null,
  proposer_name text not null,
  proposed_at   timestamptz not null,
  decided_by    uuid,
  decider_name  text,
  decided_at    timestamptz,
  note          text check (char_length(note) <= 2000),
  row_version   integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id, service_id) references providers.service (council_id, provider_id, id),
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, person_id) references service_users.person,
  foreign key (council_id, provider_id, package_id) references care_packages.package (council_id, provider_id, id),
  constraint nobody_approves_their_own_care_price check (status not in ('approved', 'refused') or decided_by <> proposed_by),
  constraint price_decision_names_who check ((status = 'proposed') = (decided_at is null))
);
comment on column care_packages.price_request.asked is 'The care as it was asked for; of a package that exists, its change';
comment on column care_packages.price_request.package_id is 'The package that is to be changed, or that came of it; null while there is none';
create index price_request_waiting on care_packages.price_request (council_id, proposed_at, id) where status = 'proposed';
create unique index one_price_request_at_a_time on care_packages.price_request (council_id, package_id) where status = 'proposed';
call platform.protect('care_packages.price_request', 'council');
grant select, insert, update (package_id, status, decided_by, decider_name, decided_at, note, row_version)
  on care_packages.price_request to portal_council;

-- Care that waits for its first agreement.
create index package_unopened on care_packages.package (council_id, starts_on, id)
  where recordable_from is null and status in ('authorised', 'active');
