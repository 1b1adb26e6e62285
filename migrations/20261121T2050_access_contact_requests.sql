-- What a provider asks of the council about its people: a new person, or another set of grants for one it has.
-- The draft is a row too, so that what was typed survives an idle sign-out.
create table access.contact_request (
  council_id     uuid not null references platform.council,
  id             uuid not null default uuidv7(),
  provider_id    uuid not null,
  kind           text not null check (kind in ('new', 'change')),
  membership_id  uuid,
  given_name     text not null,
  family_name    text not null default '',
  address        text not null default '',
  phone          text not null default '',
  email          text not null check (email = lower(email)),
  job_title      text not null default '',
  note           text not null default '',
  status         text not null default 'draft' check (status in ('draft', 'requested', 'approved', 'refused', 'withdrawn')),
  requested_by   uuid not null,
  requester_name text not null,
  requested_at   timestamptz not null,
  decided_by     uuid,
  decider_name   text,
  decided_at     timestamptz,
  refusal_reason text,
  row_version    integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, membership_id) references access.membership,
  constraint change_names_its_person check (kind = 'new' or membership_id is not null),
  constraint decision_names_who_and_when check (
    (status in ('approved', 'refused')) = (decided_by is not null and decider_name is not null and decided_at is not null)),
  constraint refusal_has_reason check ((status = 'refused') = (refusal_reason is not null))
);
comment on column access.contact_request.requested_at is 'When it was sent; while a draft, when it was begun';
create index contact_request_queue on access.contact_request (council_id, status, requested_at, id);
create index contact_request_provider on access.contact_request (council_id, provider_id, requested_at desc, id);
create unique index contact_requested_once on access.contact_request (council_id, provider_id, email) where status = 'requested';
call platform.protect('access.contact_request', 'provider');
grant select, insert, update, delete on access.contact_request to portal_provider, portal_provider_scoped;
grant select, update on access.contact_request to portal_council;
-- What a provider is still writing is not the council's to see.
create policy drafts_stay_inside on access.contact_request as restrictive to portal_council using (status <> 'draft');

create table access.contact_request_grant (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  request_id  uuid not null,
  provider_id uuid not null,
  scope       text not null check (scope in ('organisation', 'contract', 'service')),
  contract_id uuid,
  service_id  uuid,
  role        text not null check (role in ('full', 'finance', 'care-management', 'admin')),
  mode        text not null check (mode in ('edit', 'read-only')),
  primary key (council_id, id),
  foreign key (council_id, request_id) references access.contact_request on delete cascade,
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, service_id) references providers.service,
  constraint scope_names_its_target check ((scope = 'contract') = (contract_id is not null) and (scope = 'service') = (service_id is not null)),
  constraint asked_once unique nulls not distinct (council_id, request_id, scope, contract_id, service_id, role)
);
comment on column access.contact_request_grant.role is 'Main is given by the council only, so it cannot be asked for';
call platform.protect('access.contact_request_grant', 'provider');
grant select, insert, delete on access.contact_request_grant to portal_provider, portal_provider_scoped;
grant select on access.contact_request_grant to portal_council;

-- Holiday cover: a grant with a last day, beside the person's own, naming whom it covers.
alter table access.access_grant
  add column covers uuid,
  add foreign key (council_id, covers) references access.membership,
  drop constraint granted_once,
  add constraint granted_once unique nulls not distinct (council_id, membership_id, scope, contract_id, service_id, role, covers),
  add constraint cover_ends check (covers is null or ends_on is not null);

-- Organisation administrators end places and give cover, and invite where the council lets them. Main is never theirs to give.
grant insert on access.access_grant, access.membership to portal_provider, portal_provider_scoped;
grant update (mode, starts_on, ends_on) on access.access_grant to portal_provider, portal_provider_scoped;
create policy main_is_the_councils on access.access_grant as restrictive for insert to portal_provider with check (role <> 'main');
create policy main_is_the_councils_scoped on access.access_grant as restrictive for insert to portal_provider_scoped with check (role <> 'main');
create policy only_cover_ends on access.access_grant as restrictive for update to portal_provider using (covers is not null);
create policy only_cover_ends_scoped on access.access_grant as restrictive for update to portal_provider_scoped using (covers is not null);

-- Every quarter somebody says who still works here.
alter table access.membership add column confirmed_on date;
grant update (ends_on, confirmed_on, row_version) on access.membership to portal_provider, portal_provider_scoped;
