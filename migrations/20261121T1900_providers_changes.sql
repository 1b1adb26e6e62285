-- What councils and providers keep right together about an organisation and its services.
alter table providers.organisation
  add column registered_address text not null default '';
comment on column providers.organisation.address is 'Where the organisation works from and is written to';
create index organisation_name on providers.organisation (council_id, trading_name, id);

alter table providers.service
  add column ods_code     text,
  add column closed_from  date,
  add column closed_until date,
  add constraint closure_ends_after_it_begins check (closed_until is null or closed_until > closed_from);
comment on column providers.service.ods_code is 'The NHS''s own code of the site';
comment on column providers.service.closed_until is 'Day on which the service opens again; null while nobody knows';

-- Whom the council writes to, for each purpose.
create table providers.contact (
  council_id  uuid not null,
  provider_id uuid not null,
  purpose     text not null check (purpose in ('contracts', 'remittance', 'safeguarding', 'payments')),
  name        text not null check (btrim(name) <> ''),
  email       text not null default '',
  phone       text not null default '',
  primary key (council_id, provider_id, purpose),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint contact_can_be_reached check (email <> '' or phone <> '')
);
call platform.protect('providers.contact', 'provider');
create policy written_for_all on providers.contact as restrictive for insert to portal_provider_scoped with check (false);
grant select on providers.contact to portal_provider_scoped;
grant select, insert, update (name, email, phone), delete on providers.contact to portal_provider, portal_council;

-- One thing that somebody asked to be changed, from what to what. Nothing here is ever removed.
create table providers.change_request (
  council_id     uuid not null,
  id             uuid not null default uuidv7(),
  provider_id    uuid not null,
  service_id     uuid,
  field          text not null check (field ~ '^[a-z][a-z-]{2,30}$'),
  old_value      text not null check (char_length(old_value) <= 2000),
  new_value      text not null check (char_length(new_value) <= 2000),
  evidence       text not null check (char_length(evidence) <= 2000),
  effective_on   date not null,
  status         text not null check (status in ('submitted', 'approved', 'applied', 'rejected', 'withdrawn')),
  at_once        boolean not null,
  requested_by   uuid not null,
  requester_name text not null,
  requested_at   timestamptz not null,
  decided_by     uuid,
  decider_name   text,
  decided_at     timestamptz,
  reason         text check (char_length(reason) <= 2000),
  ended_name     text,
  ended_at       timestamptz,
  told_at        timestamptz,
  row_version    integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, service_id) references providers.service,
  constraint change_changes_something check (new_value <> old_value),
  -- The last guard of what moves money or says who somebody is: these are never applied unseen.
  constraint risky_field_is_reviewed check (not at_once or (status = 'applied' and decided_by is null and field in (
    'email', 'phone', 'trading-address', 'contact-contracts', 'contact-remittance', 'contact-safeguarding',
    'contact-payments', 'opening-days', 'closure'))),
  constraint nobody_decides_their_own check (decided_by <> requested_by),
  constraint decision_has_decider check (at_once or (status in ('approved', 'applied', 'rejected'))
    = (decided_by is not null and decided_at is not null and decider_name is not null)),
  constraint decision_has_reason check (decided_by is null or btrim(reason) <> ''),
  constraint end_is_dated check ((status in ('applied', 'withdrawn')) = (ended_at is not null))
);
comment on column providers.change_request.field is 'What is to change: a field of the organisation or, with service_id, of the service';
comment on column providers.change_request.at_once is 'Applied without a review, because the council''s setting names the field';
comment on column providers.change_request.ended_at is 'When it was applied or withdrawn';
comment on column providers.change_request.told_at is 'When the council''s staff were told by mail that it waits';
create unique index one_change_waits_for_each_field on providers.change_request
  (council_id, provider_id, field, service_id) nulls not distinct where status in ('submitted', 'approved');
create index change_request_queue on providers.change_request (council_id, requested_at, id) where status = 'submitted';
create index change_request_provider on providers.change_request (council_id, provider_id, requested_at desc, id desc);
alter table providers.change_request enable row level security;
alter table providers.change_request force row level security;
create policy council_own on providers.change_request to portal_council using (council_id = platform.council_id());
create policy provider_own on providers.change_request to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
-- A narrower grant sees what was asked about its own services, and nothing about the organisation.
create policy provider_scoped on providers.change_request to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.in_scope(service_id, null::uuid));
create policy asks_as_oneself on providers.change_request as restrictive for insert to portal_provider, portal_provider_scoped
  with check (requested_by = platform.account_id() and decided_by is null);
create policy only_withdraws on providers.change_request as restrictive for update to portal_provider, portal_provider_scoped
  using (true) with check (status = 'withdrawn');
grant select, insert, update (status, ended_name, ended_at, row_version) on providers.change_request
  to portal_provider, portal_provider_scoped;
grant select, insert, update (status, decided_by, decider_name, decided_at, reason, ended_name, ended_at, told_at, row_version)
  on providers.change_request to portal_council;

-- What a provider may change itself, where the council says so; the rest only the council's roles can write.
grant update (email, phone, address, row_version) on providers.organisation to portal_provider;
grant update (opening_days, closed_from, closed_until, row_version) on providers.service to portal_provider, portal_provider_scoped;
create policy own_service_only on providers.service as restrictive for update to portal_provider_scoped
  using (platform.in_scope(id, null::uuid));

-- Bank accounts, for the council alone. The numbers are sealed under a key outside the database.
create table providers.bank_account (
  council_id     uuid not null,
  id             uuid not null default uuidv7(),
  provider_id    uuid not null,
  account_name   text not null check (char_length(btrim(account_name)) between 1 and 100),
  details_cipher bytea not null,
  key_version    smallint not null,
  last_four      text not null check (last_four ~ '^[0-9]{4}$'),
  called_name    text not null check (btrim(called_name) <> ''),
  called_number  text not null check (btrim(called_number) <> ''),
  number_source  text not null check (btrim(number_source) <> ''),
  called_on      date not null,
  status         text not null default 'entered' check (status in ('entered', 'approved', 'refused', 'cancelled')),
  entered_by     uuid not null,
  enterer_name   text not null,
  entered_at     timestamptz not null,
  decided_by     uuid,
  decider_name   text,
  decided_at     timestamptz,
  in_force_on    date,
  reason         text check (char_length(reason) <= 2000),
  ended_by       uuid,
  ender_name     text,
  ended_at       timestamptz,
  row_version    integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint second_person_decides check (decided_by <> entered_by),
  constraint approval_has_second_person check (status <> 'approved' or (decided_by is not null and decided_at is not null)),
  constraint approval_has_day check ((status = 'approved') <= (in_force_on is not null)),
  constraint refusal_has_reason check ((status in ('refused', 'cancelled')) <= (btrim(coalesce(reason, '')) <> '')),
  constraint cancelling_is_dated check ((status = 'cancelled') = (ended_at is not null))
);
comment on column providers.bank_account.details_cipher is 'Sort code and account number, AES-256-GCM under a key outside the database: nonce, tag, ciphertext';
comment on column providers.bank_account.called_name is 'Who at the provider confirmed the account by telephone';
comment on column providers.bank_account.number_source is 'Where the number that was called came from: never from the request itself';
comment on column providers.bank_account.in_force_on is 'First day on which it is paid to: the cooling-off ends before it';
create unique index one_bank_account_waits on providers.bank_account (council_id, provider_id) where status = 'entered';
create index bank_account_history on providers.bank_account (council_id, provider_id, entered_at desc, id desc);
call platform.protect('providers.bank_account', 'council');
grant select, insert, update (status, decided_by, decider_name, decided_at, in_force_on, reason, ended_by, ender_name, ended_at, row_version)
  on providers.bank_account to portal_council;

-- Whom a provider's mail is for: those who look after its people and details.
create view published.member_grant with (security_invoker) as
  select council_id, membership_id, provider_id, scope, role, mode, starts_on, ends_on from access.access_grant;
grant select on published.member_grant to portal_council;
