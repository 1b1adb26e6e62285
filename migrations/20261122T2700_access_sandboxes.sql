-- A council that is made for trying things out says so by its code, and can never say otherwise.
alter table platform.council add column is_sandbox boolean not null generated always as (code like 'sandbox-%') stored;
comment on column platform.council.is_sandbox is 'Made for one vendor to try the API: made-up people, no mail to anyone, no payment that goes out';

-- A sandbox belongs to the organisation that opened it. What is in it is a council of its own; a reset makes the next one.
create table access.sandbox (
  council_id          uuid not null,
  id                  uuid not null default uuidv7(),
  provider_id         uuid not null,
  name                text not null check (length(name) between 1 and 60),
  state               text not null check (state in ('filling', 'ready', 'failed', 'ended')),
  generation          integer not null default 1 check (generation > 0),
  inside_council_id   uuid,
  weekly_provider_id  uuid,
  visits_provider_id  uuid,
  days_ahead          integer not null default 0 check (days_ahead between -366 and 366),
  asked_at            timestamptz not null,
  made_at             timestamptz not null,
  made_by             text not null,
  filled_at           timestamptz,
  resets_on           date,
  resets              integer not null default 0,
  ended_at            timestamptz,
  ended_by            text,
  row_version         integer not null default 1,
  primary key (council_id, id),
  constraint sandbox_of_one_provider unique (council_id, provider_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint ended_sandbox_says_who check ((state = 'ended') = (ended_at is not null) and (ended_at is null) = (ended_by is null)),
  constraint ready_sandbox_has_an_inside check (state <> 'ready' or (inside_council_id is not null and weekly_provider_id is not null
    and visits_provider_id is not null))
);
comment on column access.sandbox.inside_council_id is 'The council of this generation; no key to it, because it is another council';
comment on column access.sandbox.days_ahead is 'How far its own clock is ahead of everybody else’s';
comment on column access.sandbox.resets is 'How often it was reset on resets_on';
create index sandbox_provider on access.sandbox (council_id, provider_id, made_at desc, id desc);
create index sandbox_inside on access.sandbox (inside_council_id) where inside_council_id is not null;
call platform.protect('access.sandbox', 'provider');
drop policy provider_scoped on access.sandbox;
create policy gate_read on access.sandbox for select to portal_gate using (true);
grant select, insert, update (state, generation, days_ahead, asked_at, resets_on, resets, ended_at, ended_by, row_version) on access.sandbox to portal_provider;
grant select, update (state, generation, days_ahead, asked_at, resets_on, resets, inside_council_id, weekly_provider_id,
  visits_provider_id, filled_at, row_version) on access.sandbox to portal_council;
grant select on access.sandbox to portal_gate;

-- A test key reaches one company of one sandbox and nothing else; any other key is of the living council.
alter table access.api_key
  add column sandbox_id      uuid,
  add column sandbox_company text check (sandbox_company in ('weekly', 'visits')),
  add column replaces_id     uuid,
  add column stops_at        timestamptz,
  add constraint test_key_names_its_company check ((sandbox_id is null) = (sandbox_company is null)),
  add constraint test_key_is_of_no_service check (sandbox_id is null or service_id is null),
  add constraint key_is_of_own_sandbox foreign key (council_id, provider_id, sandbox_id)
    references access.sandbox (council_id, provider_id, id),
  add constraint key_is_of_one_provider unique (council_id, provider_id, id),
  add constraint key_replaces_an_own_one foreign key (council_id, provider_id, replaces_id)
    references access.api_key (council_id, provider_id, id);
comment on column access.api_key.sandbox_id is 'The sandbox that a test key reaches; null for a key of the living council';
comment on column access.api_key.stops_at is 'Another key has taken its place, and until then both work';
create index api_key_sandbox on access.api_key (council_id, provider_id, sandbox_id) where sandbox_id is not null;
create index api_key_replaces on access.api_key (council_id, provider_id, replaces_id) where replaces_id is not null;
alter table access.api_key drop constraint api_key_abilities_check;
alter table access.api_key add constraint api_key_abilities_check check (cardinality(abilities) > 0
  and abilities <@ array['read-actuals', 'record-actuals', 'read-remittances', 'read-tasks']);
grant update (stops_at) on access.api_key to portal_provider;
