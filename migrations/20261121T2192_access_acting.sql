-- A council's officer does on a provider's pages what the provider asked them to do: for a reason, for some hours.
create table access.acting (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  provider_id uuid not null,
  account_id  uuid not null references access.account,
  staff_name  text not null,
  reason      text not null check (btrim(reason) <> '' and char_length(reason) <= 2000),
  started_at  timestamptz not null,
  ends_at     timestamptz not null,
  ended_at    timestamptz,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint acting_ends_within_a_day check (ends_at > started_at and ends_at <= started_at + interval '8 hours')
);
create index acting_provider on access.acting (council_id, provider_id, started_at desc, id desc);
call platform.protect('access.acting', 'provider');
create policy gate_read on access.acting for select to portal_gate using (true);
grant select on access.acting to portal_gate, portal_provider, portal_provider_scoped;
grant select, insert, update (ended_at) on access.acting to portal_council;
grant update (ended_at) on access.acting to portal_provider;

-- The session that acts: no other session of the same officer does.
alter table access.session add column acting_id uuid,
  add constraint session_acts foreign key (council_id, acting_id) references access.acting;

-- What was done for a provider, in the transaction that did it, for the provider to read.
create table platform.deed_for_provider (
  council_id   uuid not null references platform.council,
  id           uuid not null default uuidv7(),
  provider_id  uuid not null,
  acting_id    uuid not null,
  at           timestamptz not null,
  action       text not null,
  subject_type text not null,
  subject_id   text not null,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, acting_id) references access.acting
);
create index deed_acting on platform.deed_for_provider (council_id, acting_id, at, id);
call platform.protect('platform.deed_for_provider', 'provider');
grant select, insert on platform.deed_for_provider to portal_provider;
grant select on platform.deed_for_provider to portal_provider_scoped, portal_council;
