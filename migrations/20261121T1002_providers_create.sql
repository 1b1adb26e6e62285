create schema providers;
grant usage on schema providers to portal_gate, portal_council, portal_provider, portal_provider_scoped;

-- A care company as one council knows it. The same company under two councils is two rows.
create table providers.organisation (
  council_id      uuid not null references platform.council,
  id              uuid not null default uuidv7(),
  reference       text not null,
  legal_name      text not null,
  trading_name    text not null,
  cqc_provider_id text,
  company_number  text,
  vat_number      text,
  address         text not null default '',
  email           text not null default '',
  phone           text not null default '',
  bank_last_four  text check (bank_last_four ~ '^[0-9]{4}$'),
  status          text not null default 'active' check (status in ('active', 'ended')),
  row_version     integer not null default 1,
  primary key (council_id, id),
  constraint supplier_reference_is_unique unique (council_id, reference)
);
comment on column providers.organisation.reference is 'The supplier number in the council''s finance system';
alter table providers.organisation enable row level security;
alter table providers.organisation force row level security;
create policy council_own on providers.organisation to portal_council using (council_id = platform.council_id());
create policy provider_own on providers.organisation to portal_provider using (council_id = platform.council_id() and id = platform.provider_id());
create policy provider_scoped on providers.organisation to portal_provider_scoped using (council_id = platform.council_id() and id = platform.provider_id());
create policy gate_names on providers.organisation for select to portal_gate using (true);
grant select (council_id, id, trading_name, status) on providers.organisation to portal_gate;
grant select on providers.organisation to portal_provider, portal_provider_scoped;
grant select, insert, update on providers.organisation to portal_council;

create table providers.service (
  council_id      uuid not null,
  id              uuid not null default uuidv7(),
  provider_id     uuid not null,
  reference       text not null,
  name            text not null,
  sector          text not null check (sector in ('home-support', 'residential', 'nursing', 'day', 'extra-care', 'supported-living', 'complex', 'shared-lives')),
  cqc_location_id text,
  address         text not null default '',
  opening_days    smallint[] not null default '{1,2,3,4,5,6,7}',
  row_version     integer not null default 1,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint service_reference_is_unique unique (council_id, reference)
);
create index service_provider on providers.service (council_id, provider_id, name);
alter table providers.service enable row level security;
alter table providers.service force row level security;
create policy council_own on providers.service to portal_council using (council_id = platform.council_id());
create policy provider_own on providers.service to portal_provider using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy provider_scoped on providers.service to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_service(id));
grant select on providers.service to portal_provider, portal_provider_scoped;
grant select, insert, update on providers.service to portal_council;
