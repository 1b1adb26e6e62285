-- Many drafts published by one decision: now, or at a time. A job works through the items; each is done once.
create table agreements.batch (
  council_id   uuid not null references platform.council,
  id           uuid not null default uuidv7(),
  publish_at   timestamptz not null,
  created_at   timestamptz not null,
  created_by   uuid not null,
  creator_name text not null,
  finished_at  timestamptz,
  cancelled_at timestamptz,
  primary key (council_id, id)
);
create index batch_newest on agreements.batch (council_id, created_at desc, id);
call platform.protect('agreements.batch', 'council');
grant select, insert, update (finished_at, cancelled_at) on agreements.batch to portal_council;

create table agreements.batch_item (
  council_id   uuid not null,
  batch_id     uuid not null,
  agreement_id uuid not null,
  shown_hash   bytea not null,
  outcome      text not null default 'waiting',
  primary key (council_id, batch_id, agreement_id),
  foreign key (council_id, batch_id) references agreements.batch,
  foreign key (council_id, agreement_id) references agreements.agreement
);
comment on column agreements.batch_item.outcome is 'waiting, published, or the code of the refusal';
create index batch_item_waiting on agreements.batch_item (council_id, batch_id, agreement_id) where outcome = 'waiting';
create index batch_item_agreement on agreements.batch_item (council_id, agreement_id);
call platform.protect('agreements.batch_item', 'council');
grant select, insert, update (outcome) on agreements.batch_item to portal_council;

-- At a switch-over a council agrees what was agreed on paper before, for a whole sector or provider, by one audited act.
create table agreements.switch_over (
  council_id  uuid not null references platform.council,
  id          uuid not null default uuidv7(),
  provider_id uuid,
  sector      text,
  reason      text not null check (length(reason) between 1 and 2000),
  agreements  integer not null,
  list_hash   bytea not null,
  agreed_at   timestamptz not null,
  agreed_by   uuid not null,
  agreer_name text not null,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint of_a_sector_or_a_provider check (num_nonnulls(provider_id, sector) = 1)
);
comment on column agreements.switch_over.list_hash is 'SHA-256 of the ids, revisions and fingerprints of all that it agreed, in order';
call platform.protect('agreements.switch_over', 'council');
grant select, insert on agreements.switch_over to portal_council;
alter table agreements.response add column switch_over_id uuid,
  add foreign key (council_id, switch_over_id) references agreements.switch_over;
