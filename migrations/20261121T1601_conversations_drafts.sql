-- What somebody is still writing, so that an ended session or a closed browser loses nothing. Its writer's alone.
create table conversations.draft (
  council_id  uuid not null references platform.council,
  account_id  uuid not null,
  provider_id uuid,
  place       text not null check (place = 'new' or place ~ '^[0-9a-f-]{36}$'),
  answers     jsonb not null,
  kept_at     timestamptz not null,
  constraint one_draft_each unique nulls not distinct (council_id, account_id, provider_id, place)
);
comment on column conversations.draft.place is 'The conversation that is answered, the thing that is written about, or new';
comment on column conversations.draft.provider_id is 'For whom it is written; null on the council''s side';
alter table conversations.draft enable row level security;
alter table conversations.draft force row level security;
create policy own on conversations.draft to portal_council
  using (council_id = platform.council_id() and account_id = platform.account_id() and provider_id is null);
create policy provider_own on conversations.draft to portal_provider
  using (council_id = platform.council_id() and account_id = platform.account_id() and provider_id = platform.provider_id());
create policy provider_scoped on conversations.draft to portal_provider_scoped
  using (council_id = platform.council_id() and account_id = platform.account_id() and provider_id = platform.provider_id());
grant select, insert, update, delete on conversations.draft to portal_council, portal_provider, portal_provider_scoped;
