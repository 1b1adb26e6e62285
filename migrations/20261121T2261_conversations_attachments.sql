-- Files sent with a message. Added with it and never changed; the name is written here too, so that a thread is one read.
create table conversations.attachment (
  council_id      uuid not null,
  file_id         uuid not null,
  conversation_id uuid not null,
  number          integer not null,
  place           smallint not null,
  provider_id     uuid not null,
  service_id      uuid,
  contract_id     uuid,
  name            text not null,
  kind            text not null check (kind in ('pdf', 'docx', 'xlsx', 'odt', 'ods', 'png', 'jpeg', 'csv', 'text')),
  bytes           bigint not null,
  primary key (council_id, file_id),
  foreign key (council_id, conversation_id, number) references conversations.message,
  constraint attachment_is_of_own_conversation
    foreign key (council_id, provider_id, conversation_id) references conversations.conversation (council_id, provider_id, id),
  constraint attachment_is_of_own_file
    foreign key (council_id, provider_id, file_id) references platform.stored_file (council_id, provider_id, id)
);
comment on column conversations.attachment.place is 'Order within the message, from 1';
create index attachment_conversation on conversations.attachment (council_id, conversation_id, number, place);
call platform.protect('conversations.attachment', 'scoped');
grant select, insert on conversations.attachment to portal_provider, portal_provider_scoped, portal_council;

-- Who opened a file and when: written by the opening itself, never changed.
create table conversations.attachment_opening (
  council_id      uuid not null,
  id              uuid not null default uuidv7(),
  file_id         uuid not null,
  conversation_id uuid not null,
  provider_id     uuid not null,
  service_id      uuid,
  contract_id     uuid,
  opened_by       uuid not null,
  opener_name     text not null,
  opened_at       timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, file_id) references conversations.attachment,
  constraint opening_is_of_own_conversation
    foreign key (council_id, provider_id, conversation_id) references conversations.conversation (council_id, provider_id, id)
);
create index attachment_opening_conversation on conversations.attachment_opening (council_id, conversation_id, opened_at, id);
call platform.protect('conversations.attachment_opening', 'scoped');
create policy opens_as_oneself on conversations.attachment_opening as restrictive for insert
  to portal_provider, portal_provider_scoped with check (opened_by = platform.account_id());
grant select, insert on conversations.attachment_opening to portal_provider, portal_provider_scoped, portal_council;
