-- The list by service and by first day of care.
create index agreement_service on agreements.agreement (council_id, provider_id, service_id, starts_on, id);

-- A person's own ways of looking at the list.
create table agreements.saved_filter (
  council_id uuid not null references platform.council,
  id         uuid not null default uuidv7(),
  account_id uuid not null,
  face       text not null check (face in ('provider', 'council')),
  provider_id uuid,
  name       text not null check (length(name) between 1 and 60),
  query      text not null check (length(query) <= 500),
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint named_once unique nulls not distinct (council_id, account_id, provider_id, name)
);
alter table agreements.saved_filter enable row level security;
alter table agreements.saved_filter force row level security;
create policy council_own on agreements.saved_filter to portal_council
  using (council_id = platform.council_id() and account_id = platform.account_id());
create policy provider_own on agreements.saved_filter to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
create policy provider_scoped on agreements.saved_filter to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
grant select, insert, delete on agreements.saved_filter to portal_council, portal_provider, portal_provider_scoped;

-- Who opened a revision first and when: written by the opening itself, never changed.
create table agreements.sighting (
  council_id   uuid not null,
  agreement_id uuid not null,
  revision     integer not null,
  account_id   uuid not null,
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  name         text not null,
  seen_at      timestamptz not null,
  primary key (council_id, agreement_id, revision, account_id),
  foreign key (council_id, agreement_id, revision) references agreements.revision
);
call platform.protect('agreements.sighting', 'scoped');
grant select, insert on agreements.sighting to portal_provider, portal_provider_scoped;
grant select on agreements.sighting to portal_council;

-- When people are reminded, in working days after publication: of the council, overridden for a provider or one agreement.
create table agreements.reminder_rule (
  council_id   uuid not null references platform.council,
  id           uuid not null default uuidv7(),
  provider_id  uuid,
  agreement_id uuid,
  first_after  smallint not null check (first_after between 1 and 60),
  then_every   smallint not null check (then_every between 1 and 60),
  escalate_after smallint not null check (escalate_after between 1 and 90),
  most         smallint not null check (most between 0 and 10),
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, agreement_id) references agreements.agreement,
  constraint one_rule_each unique nulls not distinct (council_id, provider_id, agreement_id),
  constraint of_one_level check (provider_id is null or agreement_id is null)
);
comment on column agreements.reminder_rule.escalate_after is 'Working days after which the organisation''s administrators are told too';
comment on column agreements.reminder_rule.most is 'So many reminders of one revision at most; 0 for none';
call platform.protect('agreements.reminder_rule', 'council');
grant select, insert, update (first_after, then_every, escalate_after, most), delete on agreements.reminder_rule to portal_council;

-- Each reminder was sent once.
create table agreements.reminder (
  council_id   uuid not null,
  agreement_id uuid not null,
  revision     integer not null,
  number       smallint not null,
  escalated    boolean not null,
  told         text not null,
  sent_at      timestamptz not null,
  primary key (council_id, agreement_id, revision, number),
  foreign key (council_id, agreement_id, revision) references agreements.revision
);
comment on column agreements.reminder.told is 'Whom, by name';
call platform.protect('agreements.reminder', 'council');
grant select, insert on agreements.reminder to portal_council;

-- Why a withdrawn one was withdrawn: everyone who acted on it is told.
alter table agreements.agreement add column withdrawal_reason text check (length(withdrawal_reason) between 1 and 2000);
grant update (withdrawal_reason) on agreements.agreement to portal_council;
