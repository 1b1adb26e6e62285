-- A provider's own system speaks for it over the API. A key is one provider's at one council; only its hash is kept.
create table access.api_key (
  council_id        uuid not null,
  id                uuid not null default uuidv7(),
  provider_id       uuid not null,
  service_id        uuid,
  name              text not null check (length(name) between 1 and 60),
  abilities         text[] not null check (cardinality(abilities) > 0
                      and abilities <@ array['read-actuals', 'record-actuals', 'read-remittances']),
  key_hash          bytea not null,
  made_at           timestamptz not null,
  made_by           text not null,
  expires_on        date not null,
  last_used_at      timestamptz,
  window_started_at timestamptz,
  used_in_window    integer not null default 0,
  refused_at        timestamptz,
  ended_at          timestamptz,
  ended_by          text,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint key_is_of_own_service foreign key (council_id, provider_id, service_id)
    references providers.service (council_id, provider_id, id),
  constraint key_of_one_provider unique (council_id, key_hash),
  constraint ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on column access.api_key.service_id is 'The one service it sees; null for the whole organisation';
comment on column access.api_key.expires_on is 'The first day on which it no longer works';
comment on column access.api_key.window_started_at is 'The minute in which used_in_window counts its requests';
comment on column access.api_key.refused_at is 'When it was last tried after its end and that was put on record';
create unique index api_key_hash on access.api_key (key_hash);
create index api_key_provider on access.api_key (council_id, provider_id, made_at desc, id desc);
create index api_key_council on access.api_key (council_id, made_at desc, id desc);
create index api_key_service on access.api_key (council_id, provider_id, service_id) where service_id is not null;
call platform.protect('access.api_key', 'provider');
-- Whoever sees some services only has nothing to do with what speaks for the organisation.
drop policy provider_scoped on access.api_key;
create policy gate_read on access.api_key for select to portal_gate using (true);
create policy gate_note on access.api_key for update to portal_gate using (true);
grant select, insert, update (ended_at, ended_by) on access.api_key to portal_provider;
grant select, update (ended_at, ended_by) on access.api_key to portal_council;
grant select, update (last_used_at, window_started_at, used_in_window, refused_at) on access.api_key to portal_gate;
