-- What a person wants to hear of though it is not their turn: a person in care, a care package, a conversation.
create table platform.following (
  council_id  uuid not null references platform.council,
  account_id  uuid not null,
  provider_id uuid,
  kind        text not null check (kind in ('person', 'package', 'conversation')),
  subject_id  uuid not null,
  since       timestamptz not null,
  foreign key (council_id, provider_id) references providers.organisation,
  constraint followed_once unique nulls not distinct (council_id, account_id, provider_id, kind, subject_id)
);
comment on column platform.following.provider_id is 'The place from which it is followed; null for the council''s own staff';
create index following_subject on platform.following (council_id, subject_id);
alter table platform.following enable row level security;
alter table platform.following force row level security;
create policy council_own on platform.following to portal_council using (council_id = platform.council_id());
create policy provider_own on platform.following to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
create policy provider_scoped on platform.following to portal_provider_scoped
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and account_id = platform.account_id());
grant select, insert, delete on platform.following to portal_council, portal_provider, portal_provider_scoped;
