-- What a person is told in the portal. Whether it is also mailed, at once or once a day, is theirs to choose. The
-- words name no person in care, no amount: what is mailed must not, and so what is kept here does not either.
create table platform.notification (
  council_id  uuid not null references platform.council,
  id          uuid not null default uuidv7(),
  account_id  uuid not null,
  provider_id uuid,
  key         text not null,
  event       text not null check (event ~ '^[a-z][a-z-]*\.[a-z][a-z-]*$'),
  text        text not null check (char_length(text) between 1 and 300),
  href        text not null check (href ~ '^/'),
  at          timestamptz not null,
  way         text not null check (way in ('portal', 'email', 'digest')),
  read_at     timestamptz,
  mailed_at   timestamptz,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint told_once unique nulls not distinct (council_id, account_id, provider_id, key)
);
comment on column platform.notification.provider_id is 'The place it belongs to; null for the council''s own staff';
comment on column platform.notification.key is 'What happened: a job that runs twice tells once';
comment on column platform.notification.way is 'As the person had chosen when it happened: in the portal only, an e-mail now, or the daily one';
create index notification_own on platform.notification (council_id, account_id, at desc, id desc);
create index notification_unread on platform.notification (council_id, account_id, provider_id) where read_at is null;
create index notification_digest on platform.notification (council_id, at) where way = 'digest' and mailed_at is null;
alter table platform.notification enable row level security;
alter table platform.notification force row level security;
create policy council_own on platform.notification to portal_council using (council_id = platform.council_id());
create policy provider_own on platform.notification to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
create policy provider_scoped on platform.notification to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
create policy gate_counts on platform.notification for select to portal_gate using (true);
grant select, insert, update (read_at, mailed_at) on platform.notification to portal_council;
grant select, update (read_at) on platform.notification to portal_provider, portal_provider_scoped;
grant select (council_id, account_id, provider_id, read_at) on platform.notification to portal_gate;

-- Without a row, the way that the product proposes for the event.
create table platform.notification_choice (
  council_id uuid not null references platform.council,
  account_id uuid not null,
  event      text not null,
  way        text not null check (way in ('portal', 'email', 'digest')),
  primary key (council_id, account_id, event)
);
alter table platform.notification_choice enable row level security;
alter table platform.notification_choice force row level security;
create policy council_own on platform.notification_choice to portal_council using (council_id = platform.council_id());
create policy provider_own on platform.notification_choice to portal_provider
  using (council_id = platform.council_id() and account_id = platform.account_id());
create policy provider_scoped on platform.notification_choice to portal_provider_scoped
  using (council_id = platform.council_id() and account_id = platform.account_id());
grant select, insert, update (way) on platform.notification_choice to portal_council, portal_provider, portal_provider_scoped;
