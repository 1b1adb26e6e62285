-- The address of a person's calendar of deadlines. It is read by a calendar program without signing in, so it opens
-- nothing but the days by which actuals are due; only the hash of it is kept, and a new one ends the one before.
create table actuals.calendar_feed (
  council_id  uuid not null references platform.council,
  provider_id uuid not null,
  account_id  uuid not null,
  token_hash  bytea not null check (length(token_hash) = 32),
  made_at     timestamptz not null,
  primary key (council_id, provider_id, account_id),
  foreign key (council_id, provider_id) references providers.organisation
);
create index calendar_feed_token on actuals.calendar_feed (token_hash);
alter table actuals.calendar_feed enable row level security;
alter table actuals.calendar_feed force row level security;
create policy provider_own on actuals.calendar_feed to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
create policy provider_scoped on actuals.calendar_feed to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
create policy gate_finds on actuals.calendar_feed for select to portal_gate using (true);
grant select, insert, update, delete on actuals.calendar_feed to portal_provider, portal_provider_scoped;
grant usage on schema actuals to portal_gate;
grant select on actuals.calendar_feed to portal_gate;
