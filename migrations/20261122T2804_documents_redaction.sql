-- A copy of a version from which something was taken away, so that it can be given to others. The version itself stays as
-- it is, for those who see the document; a copy is shared in its place, and nothing leads from it to what was taken.
create table documents.redaction (
  council_id        uuid not null,
  id                uuid not null default uuidv7(),
  document_id       uuid not null,
  number            integer not null,
  provider_id       uuid not null,
  file_id           uuid not null,
  name              text not null,
  kind              text not null check (kind in ('pdf', 'docx', 'xlsx', 'odt', 'ods', 'png', 'jpeg', 'csv', 'text')),
  bytes             bigint not null,
  way               text not null check (way in ('pages', 'upload')),
  pages             integer[] not null default '{}',
  reason            text not null check (char_length(btrim(reason)) between 1 and 500),
  words             text not null,
  made_by           uuid not null,
  maker_name        text not null,
  made_at           timestamptz not null,
  restricted_people uuid[] not null default '{}',
  primary key (council_id, id),
  foreign key (council_id, document_id, number) references documents.version on delete cascade,
  constraint redaction_of_own_document
    foreign key (council_id, provider_id, document_id) references documents.document (council_id, provider_id, id) on delete cascade,
  constraint redaction_of_own_file
    foreign key (council_id, provider_id, file_id) references platform.stored_file (council_id, provider_id, id),
  constraint redaction_tells_of_the_same foreign key (council_id, document_id, restricted_people)
    references documents.document (council_id, id, restricted_people) on update cascade on delete cascade,
  constraint redaction_is_of_one_document unique (council_id, document_id, id),
  constraint pages_were_taken_away check ((way = 'pages') = (cardinality(pages) > 0))
);
comment on column documents.redaction.pages is 'Numbers of the pages that were taken away; none when somebody made the copy elsewhere';
comment on column documents.redaction.words is 'What can still be read or copied out of it; empty of a picture or a scan';
create index redaction_document on documents.redaction (council_id, document_id, made_at desc, id desc);
call platform.protect('documents.redaction', 'council');
create trigger tells_of_the_same before insert on documents.redaction
  for each row execute function documents.tell_of_the_same();
create policy those_who_know_read on documents.redaction as restrictive for select
  to portal_council using (platform.knows(restricted_people));
grant select, insert on documents.redaction to portal_council;

alter table documents.share add column redaction_id uuid,
  add constraint share_of_own_redaction foreign key (council_id, document_id, redaction_id)
    references documents.redaction (council_id, document_id, id) on delete cascade;
comment on column documents.share.redaction_id is 'The copy that is given in place of the version';
