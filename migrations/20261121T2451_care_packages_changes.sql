-- When a package last changed in any way, for the daily file of changes: written by the database, so that no command can forget it.
alter table care_packages.package add column changed_at timestamptz not null default now();
create function care_packages.note_change() returns trigger language plpgsql as $$
begin
  new.changed_at := now();
  return new;
end $$;
create trigger package_changed before update on care_packages.package
  for each row execute function care_packages.note_change();
create index package_changed on care_packages.package (council_id, provider_id, changed_at, id);

-- What a provider asks to be changed in a package, and what the council decided.
create table care_packages.variation (
  council_id      uuid not null,
  id              uuid not null default uuidv7(),
  provider_id     uuid not null,
  service_id      uuid not null,
  contract_id     uuid not null,
  package_id      uuid not null,
  package_version integer not null,
  kind            text not null check (kind in ('temporary', 'permanent')),
  from_on         date not null,
  last_on         date,
  planned         platform.quantity not null,
  planned_by_day  bigint[] check (cardinality(planned_by_day) = 7),
  reason          text not null check (btrim(reason) <> '' and char_length(reason) <= 2000),
  status          text not null default 'waiting' check (status in ('waiting', 'accepted', 'refused', 'withdrawn')),
  answer_by       date not null,
  asked_by        uuid not null,
  asker_name      text not null,
  asked_at        timestamptz not null,
  answer          text check (btrim(answer) <> '' and char_length(answer) <= 2000),
  answered_by     uuid,
  answerer_name   text,
  answered_at     timestamptz,
  agreement_id    uuid,
  row_version     integer not null default 1,
  primary key (council_id, id),
  constraint variation_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint temporary_has_an_end check ((kind = 'temporary') = (last_on is not null)),
  constraint runs_forward check (last_on is null or last_on >= from_on),
  constraint decision_names_who_and_when check ((status in ('accepted', 'refused'))
    = (answered_by is not null and answerer_name is not null and answered_at is not null)),
  constraint refusal_says_why check (status <> 'refused' or answer is not null)
);
comment on column care_packages.variation.planned is 'Units asked for one whole week';
comment on column care_packages.variation.agreement_id is 'The agreement that was drafted when the council accepted';
create unique index one_waiting_variation on care_packages.variation (council_id, package_id) where status = 'waiting';
create index variation_package on care_packages.variation (council_id, package_id, asked_at desc, id desc);
create index variation_queue on care_packages.variation (council_id, answer_by, id) where status = 'waiting';
create index variation_provider on care_packages.variation (council_id, provider_id, asked_at desc, id desc);
call platform.protect('care_packages.variation', 'scoped');
create policy asks_only on care_packages.variation as restrictive for insert to portal_provider, portal_provider_scoped
  with check (status = 'waiting' and asked_by = platform.account_id());
create policy withdraws_only on care_packages.variation as restrictive for update to portal_provider, portal_provider_scoped
  using (status = 'waiting') with check (status = 'withdrawn');
grant select, insert, update (status, row_version) on care_packages.variation to portal_provider, portal_provider_scoped;
grant select, update (status, answer, answered_by, answerer_name, answered_at, agreement_id, row_version)
  on care_packages.variation to portal_council;

-- Why a package stands still, and whose move it is.
create table care_packages.suspension (
  council_id       uuid not null,
  id               uuid not null default uuidv7(),
  provider_id      uuid not null,
  service_id       uuid not null,
  contract_id      uuid not null,
  package_id       uuid not null,
  reason           text not null check (btrim(reason) <> '' and char_length(reason) <= 2000),
  since            date not null,
  waiting_for      text not null check (waiting_for in ('council', 'provider')),
  suspended_by     uuid not null,
  suspender_name   text not null,
  suspended_at     timestamptz not null,
  asked_at         timestamptz,
  asker_name       text,
  asker_text       text check (btrim(asker_text) <> '' and char_length(asker_text) <= 2000),
  released_at      timestamptz,
  releaser_name    text,
  primary key (council_id, id),
  constraint suspension_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint asking_names_who_when_and_why check ((asked_at is null) = (asker_name is null) and (asked_at is null) = (asker_text is null)),
  constraint release_names_who check ((released_at is null) = (releaser_name is null))
);
create unique index suspended_once on care_packages.suspension (council_id, package_id) where released_at is null;
create index suspension_asked on care_packages.suspension (council_id, asked_at, id) where released_at is null and asked_at is not null;
create index suspension_package on care_packages.suspension (council_id, package_id, suspended_at desc, id desc);
call platform.protect('care_packages.suspension', 'scoped');
create policy asks_only on care_packages.suspension as restrictive for update to portal_provider, portal_provider_scoped
  using (released_at is null) with check (released_at is null and waiting_for = 'council');
grant select, update (asked_at, asker_name, asker_text, waiting_for) on care_packages.suspension to portal_provider, portal_provider_scoped;
grant select, insert, update (released_at, releaser_name) on care_packages.suspension to portal_council;

-- What happened in a person's life, told by the provider once: the council's task, and the message that it came with.
create table care_packages.life_event (
  council_id      uuid not null,
  id              uuid not null default uuidv7(),
  provider_id     uuid not null,
  service_id      uuid not null,
  contract_id     uuid not null,
  package_id      uuid not null,
  kind            text not null check (kind in ('hospital', 'death', 'moved')),
  happened_on     date not null,
  back_on         date,
  details         text not null default '' check (char_length(details) <= 2000),
  effect          text[] not null,
  conversation_id uuid,
  told_by         uuid not null,
  teller_name     text not null,
  told_at         timestamptz not null,
  status          text not null default 'waiting' check (status in ('waiting', 'done')),
  outcome         text check (outcome in ('ended', 'noted')),
  done_by         uuid,
  doer_name       text,
  done_at         timestamptz,
  row_version     integer not null default 1,
  primary key (council_id, id),
  constraint life_event_is_of_own_package foreign key (council_id, provider_id, package_id)
    references care_packages.package (council_id, provider_id, id),
  constraint only_absence_ends check (back_on is null or (kind = 'hospital' and back_on >= happened_on)),
  constraint done_names_who_when_and_how check ((status = 'done')
    = (outcome is not null and done_by is not null and doer_name is not null and done_at is not null))
);
comment on column care_packages.life_event.effect is 'What it does to pay, in the words that were shown before it was sent';
create index life_event_queue on care_packages.life_event (council_id, told_at, id) where status = 'waiting';
create index life_event_package on care_packages.life_event (council_id, package_id, told_at desc, id desc);
call platform.protect('care_packages.life_event', 'scoped');
create policy tells_only on care_packages.life_event as restrictive for insert to portal_provider, portal_provider_scoped
  with check (status = 'waiting' and told_by = platform.account_id());
grant select, insert, update (conversation_id) on care_packages.life_event to portal_provider, portal_provider_scoped;
grant select, update (status, outcome, done_by, doer_name, done_at, row_version) on care_packages.life_event to portal_council;
