-- A file that somebody sent, by what it holds and whose it is. Its bytes lie in the file store under the same id. A row
-- without attached_at is not part of anything yet: it is swept after a day, and its bytes with it.
create table platform.stored_file (
  council_id    uuid not null references platform.council,
  id            uuid not null default uuidv7(),
  provider_id   uuid,
  service_id    uuid,
  contract_id   uuid,
  name          text not null check (char_length(name) between 1 and 200),
  kind          text not null check (kind in ('pdf', 'docx', 'xlsx', 'odt', 'ods', 'png', 'jpeg', 'csv', 'text')),
  bytes         bigint not null check (bytes > 0),
  sha256        bytea not null check (octet_length(sha256) = 32),
  scanned       boolean not null,
  uploaded_by   uuid not null,
  uploader_name text not null,
  uploaded_at   timestamptz not null,
  attached_at   timestamptz,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, service_id) references providers.service,
  foreign key (council_id, contract_id) references contracts.contract,
  constraint stored_file_is_of_one_provider unique (council_id, provider_id, id)
);
comment on table platform.stored_file is 'Files that were sent in; without a provider they are the council''s alone';
comment on column platform.stored_file.name is 'As it was called where it came from; never a place on a disk';
comment on column platform.stored_file.scanned is 'Whether a virus scanner looked at it; false where none is configured';
comment on column platform.stored_file.attached_at is 'When it became part of something; null is swept after a day';
create index stored_file_loose on platform.stored_file (council_id, uploaded_at) where attached_at is null;
create index stored_file_provider on platform.stored_file (council_id, provider_id, uploaded_at);
call platform.protect('platform.stored_file', 'scoped');
-- A narrower grant sees and adds what belongs to its own services. What somebody sends is theirs, and as they are.
create policy sends_as_oneself on platform.stored_file as restrictive for insert to portal_provider, portal_provider_scoped
  with check (uploaded_by = platform.account_id());
create policy attached_files_stay on platform.stored_file as restrictive for delete to portal_council using (attached_at is null);
grant select, insert, update (attached_at) on platform.stored_file to portal_provider, portal_provider_scoped;
grant select, insert, update (attached_at), delete on platform.stored_file to portal_council;
