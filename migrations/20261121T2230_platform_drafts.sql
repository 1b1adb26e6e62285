-- What somebody is still writing on a page, so that an ended session or a closed browser loses nothing: its writer's
-- alone, for one page and one form of it, until it is sent or a fortnight old.
create table platform.draft (
  council_id  uuid not null references platform.council,
  account_id  uuid not null,
  provider_id uuid,
  place       text not null check (place ~ '^/' and length(place) <= 500),
  form        text not null check (form ~ '^/' and length(form) <= 500),
  answers     jsonb not null,
  kept_at     timestamptz not null,
  constraint one_draft_each unique nulls not distinct (council_id, account_id, provider_id, place, form)
);
comment on column platform.draft.provider_id is 'For whom it is written; null on the council''s side';
comment on column platform.draft.place is 'The address of the page on which it is written';
comment on column platform.draft.form is 'The address that its form is sent to';
comment on column platform.draft.answers is 'What stands in the boxes, by their names; never a password, a code or an account number';
create index draft_age on platform.draft (kept_at);
alter table platform.draft enable row level security;
alter table platform.draft force row level security;
create policy own on platform.draft to portal_council
  using (council_id = platform.council_id() and account_id = platform.account_id() and provider_id is null);
create policy provider_own on platform.draft to portal_provider
  using (council_id = platform.council_id() and account_id = platform.account_id() and provider_id = platform.provider_id());
create policy provider_scoped on platform.draft to portal_provider_scoped
  using (council_id = platform.council_id() and account_id = platform.account_id() and provider_id = platform.provider_id());
-- The nightly clearing knows how old a draft is and nothing else of it.
create policy gate_forgets on platform.draft to portal_gate using (true);
grant select, insert, update, delete on platform.draft to portal_council, portal_provider, portal_provider_scoped;
grant select (kept_at), delete on platform.draft to portal_gate;
