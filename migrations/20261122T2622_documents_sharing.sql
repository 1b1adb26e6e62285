-- One version of a document, given for a time to a team of the council or to another organisation. The row holds all that
-- its receiver sees, so that nothing of the document itself opens to them.
create table documents.share (
  council_id     uuid not null,
  id             uuid not null default uuidv7(),
  provider_id    uuid,
  team           text check (team in ('brokerage', 'payments', 'payments-approver', 'procurement', 'portal-administration', 'data-guardian')),
  document_id    uuid not null,
  number         integer not null,
  of_provider_id uuid not null,
  type           text not null,
  title          text not null,
  name           text not null,
  kind           text not null,
  bytes          bigint not null,
  file_id        uuid not null,
  reason         text not null check (char_length(btrim(reason)) between 1 and 500),
  marked         boolean not null,
  until_on       date not null,
  shared_by      uuid not null,
  sharer_name    text not null,
  shared_at      timestamptz not null,
  ended_at       timestamptz,
  ender_name     text,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, document_id, number) references documents.version,
  constraint share_is_of_one_receiver unique (council_id, provider_id, id),
  constraint share_of_own_document
    foreign key (council_id, of_provider_id, document_id) references documents.document (council_id, provider_id, id),
  constraint share_of_own_file
    foreign key (council_id, of_provider_id, file_id) references platform.stored_file (council_id, provider_id, id),
  constraint with_a_team_or_an_organisation check (num_nonnulls(provider_id, team) = 1),
  constraint not_with_whose_it_is check (provider_id <> of_provider_id),
  constraint only_pdf_is_marked check (not marked or kind = 'pdf'),
  constraint end_of_share_names_who check ((ended_at is null) = (ender_name is null))
);
comment on column documents.share.provider_id is 'The organisation that receives it; null for a team of the council';
comment on column documents.share.of_provider_id is 'The organisation whose document it is';
comment on column documents.share.until_on is 'Last day on which it opens';
comment on column documents.share.marked is 'Whether each page names who opened it and when';
create index share_document on documents.share (council_id, document_id, shared_at desc, id);
create index share_received on documents.share (council_id, provider_id, until_on, id);
call platform.protect('documents.share', 'council');
-- What was given to an organisation is for those who see all of it, not for one service of it.
create policy receiver_read on documents.share for select to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
grant select on documents.share to portal_provider;
grant select, insert, update (ended_at, ender_name) on documents.share to portal_council;

-- Who opened what was shared, and when.
create table documents.share_opening (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  provider_id uuid,
  share_id    uuid not null,
  opened_by   uuid not null,
  opener_name text not null,
  opened_at   timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, share_id) references documents.share,
  constraint opening_is_of_own_share
    foreign key (council_id, provider_id, share_id) references documents.share (council_id, provider_id, id)
);
create index share_opening_of on documents.share_opening (council_id, share_id, opened_at);
call platform.protect('documents.share_opening', 'council');
create policy receiver_read on documents.share_opening for select to portal_provider
  using (council_id = platform.council_id() and provider_id = platform.provider_id());
create policy receiver_opens on documents.share_opening for insert to portal_provider
  with check (council_id = platform.council_id() and provider_id = platform.provider_id() and opened_by = platform.account_id());
grant select, insert on documents.share_opening to portal_provider, portal_council;
