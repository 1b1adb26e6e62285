-- A version filed on the wrong person’s document is taken back by itself: the one before counts again, the history says so.
alter table documents.version
  add column withdrawn_at timestamptz,
  add column withdrawer_name text,
  add column withdrawn_reason text check (char_length(withdrawn_reason) between 1 and 2000),
  add constraint withdrawing_version_names_who_when_and_why check ((withdrawn_at is null) = (withdrawer_name is null)
    and (withdrawn_at is null) = (withdrawn_reason is null));
comment on column documents.version.withdrawn_at is 'Since when it opens for nobody, while the document stands';
comment on column documents.document.version is 'The newest that was not withdrawn';
comment on column documents.document.side is 'Who filed the newest version that was not withdrawn';
create policy withdraws_its_own on documents.version as restrictive for update to portal_provider, portal_provider_scoped
  using (side = 'provider' and withdrawn_at is null) with check (side = 'provider');
grant update (withdrawn_at, withdrawer_name, withdrawn_reason)
  on documents.version to portal_provider, portal_provider_scoped, portal_council;
