-- Restricted people. What everybody reads says "Restricted person" and the council's reference; the real details lie
-- apart, where no statement sees them but the one that names the person and has written who looked. So the lists keep
-- their policies, their indexes and their cost, and a page that forgets about restriction shows nothing.
create function platform.known_person() returns uuid stable parallel safe language sql
  return nullif(current_setting('platform.known_person', true), '')::uuid;

alter table service_users.person add column restricted boolean not null default false;
alter table service_users.served_person add column restricted boolean not null default false;
comment on column service_users.person.restricted is 'The names here are a mask; the real ones are in restricted_detail';
create index served_person_restricted on service_users.served_person (council_id, provider_id, person_id) where restricted;

create table service_users.restriction (
  council_id      uuid not null,
  id              uuid not null default uuidv7(),
  person_id       uuid not null,
  reason          text not null check (btrim(reason) <> '' and char_length(reason) <= 2000),
  restricted_by   uuid not null,
  restricter_name text not null,
  restricted_at   timestamptz not null,
  lifted_by       uuid,
  lifter_name     text,
  lifted_at       timestamptz,
  lift_reason     text,
  primary key (council_id, id),
  foreign key (council_id, person_id) references service_users.person,
  constraint lifting_names_who_when_and_why check ((lifted_at is null) = (lifted_by is null)
    and (lifted_at is null) = (lifter_name is null) and (lifted_at is null) = (lift_reason is null))
);
create unique index restricted_once on service_users.restriction (council_id, person_id) where lifted_at is null;
call platform.protect('service_users.restriction', 'council');
grant select, insert, update (lifted_by, lifter_name, lifted_at, lift_reason) on service_users.restriction to portal_council;

-- The details as they were when hidden, and again whenever the council's systems send them; the newest counts. A
-- provider has a copy of its own, as it has of everybody it serves.
create table service_users.restricted_detail (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  person_id   uuid not null,
  provider_id uuid,
  given_name  text not null,
  family_name text not null,
  nhs_number  text,
  born_on     date,
  address     text not null default '',
  kept_at     timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, person_id) references service_users.person,
  foreign key (council_id, provider_id) references providers.organisation
);
comment on column service_users.restricted_detail.provider_id is 'Whose copy it is; null for the council''s own';
create index restricted_detail_person on service_users.restricted_detail (council_id, person_id, provider_id, kept_at desc, id desc);
alter table service_users.restricted_detail enable row level security;
alter table service_users.restricted_detail force row level security;
create policy council_known on service_users.restricted_detail for select to portal_council
  using (council_id = platform.council_id() and person_id = platform.known_person());
create policy council_keeps on service_users.restricted_detail for insert to portal_council with check (council_id = platform.council_id());
create policy council_forgets on service_users.restricted_detail for delete to portal_council
  using (council_id = platform.council_id() and person_id = platform.known_person());
create policy provider_known on service_users.restricted_detail for select to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and person_id = platform.known_person());
create policy provider_scoped_known on service_users.restricted_detail for select to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and person_id = platform.known_person());
grant select, insert, delete on service_users.restricted_detail to portal_council;
grant select on service_users.restricted_detail to portal_provider, portal_provider_scoped;

-- Who may open the details: named by the council, or for a short time on their own word.
create table service_users.need_to_know (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  person_id   uuid not null,
  account_id  uuid not null,
  provider_id uuid,
  name        text not null,
  kind        text not null check (kind in ('named', 'broken-glass')),
  reason      text not null check (btrim(reason) <> '' and char_length(reason) <= 2000),
  given_by    uuid not null,
  giver_name  text not null,
  given_at    timestamptz not null,
  until_at    timestamptz,
  ended_at    timestamptz,
  primary key (council_id, id),
  foreign key (council_id, person_id) references service_users.person,
  foreign key (council_id, provider_id) references providers.organisation,
  constraint broken_glass_ends check ((kind = 'broken-glass') = (until_at is not null)),
  constraint nobody_names_themselves check ((kind = 'broken-glass') = (given_by = account_id))
);
comment on column service_users.need_to_know.provider_id is 'Where the person works; null for the council''s own staff';
create unique index named_once on service_users.need_to_know (council_id, person_id, account_id, provider_id) nulls not distinct
  where kind = 'named' and ended_at is null;
create index need_to_know_person on service_users.need_to_know (council_id, person_id, given_at desc, id desc);
create index need_to_know_account on service_users.need_to_know (council_id, account_id, person_id);
alter table service_users.need_to_know enable row level security;
alter table service_users.need_to_know force row level security;
create policy council_own on service_users.need_to_know to portal_council using (council_id = platform.council_id());
create policy provider_own on service_users.need_to_know to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
create policy provider_scoped on service_users.need_to_know to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
-- What a provider's people may give themselves is the short time alone.
create policy only_broken_glass on service_users.need_to_know as restrictive for insert to portal_provider, portal_provider_scoped
  with check (kind = 'broken-glass');
grant select, insert, update (ended_at) on service_users.need_to_know to portal_council;
grant select, insert on service_users.need_to_know to portal_provider, portal_provider_scoped;

create or replace view published.person with (security_invoker) as
  select council_id, id, reference, nhs_number, given_name, family_name, born_on, died_on, restricted from service_users.person;
create or replace view published.served_person with (security_invoker) as
  select council_id, provider_id, service_id, contract_id, person_id, reference, nhs_number, given_name, family_name, born_on, died_on,
    family_first, given_first, restricted
  from service_users.served_person;

-- Whoever looks after restricted people.
alter table access.staff_role drop constraint staff_role_role_check,
  add constraint staff_role_role_check check (role in ('brokerage', 'payments', 'payments-approver', 'procurement', 'portal-administration', 'auditor', 'data-guardian'));
