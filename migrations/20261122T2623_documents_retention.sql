-- How long documents of a class are kept after the care that they are about has ended. A class without a row is kept.
create table documents.retention_rule (
  council_id  uuid not null references platform.council,
  class       text not null check (class in ('care-plan', 'care-and-support-plan', 'review', 'other')),
  keep_years  smallint not null check (keep_years between 1 and 100),
  set_by      uuid not null,
  setter_name text not null,
  set_at      timestamptz not null,
  primary key (council_id, class)
);
comment on column documents.retention_rule.keep_years is 'Whole years after the last day of care, or after the newest version where that is later';
call platform.protect('documents.retention_rule', 'council');
grant select, insert, update, delete on documents.retention_rule to portal_council;

-- Nothing is disposed of until somebody has seen what would be, and started it.
create table documents.disposing (
  council_id   uuid not null references platform.council,
  started_by   uuid not null,
  starter_name text not null,
  started_at   timestamptz not null,
  primary key (council_id)
);
call platform.protect('documents.disposing', 'council');
grant select, insert, delete on documents.disposing to portal_council;

-- What is on hold is kept, whatever the schedule says: one document, or all that is filed on a person.
create table documents.hold (
  council_id  uuid not null references platform.council,
  id          uuid not null default uuidv7(),
  person_id   uuid not null,
  document_id uuid,
  reason      text not null check (char_length(btrim(reason)) between 1 and 500),
  placed_by   uuid not null,
  placer_name text not null,
  placed_at   timestamptz not null,
  lifted_at   timestamptz,
  lifter_name text,
  primary key (council_id, id),
  foreign key (council_id, person_id) references service_users.person,
  foreign key (council_id, document_id) references documents.document,
  constraint lifting_names_who check ((lifted_at is null) = (lifter_name is null))
);
comment on column documents.hold.document_id is 'Null for everything that is or will be filed on the person';
create index hold_person on documents.hold (council_id, person_id) where lifted_at is null;
create index hold_document on documents.hold (council_id, document_id);
call platform.protect('documents.hold', 'council');
grant select, insert, update (lifted_at, lifter_name) on documents.hold to portal_council;

-- What was disposed of: its class and fingerprints, when, and by whose schedule. Nothing of what it said, and no person.
create table documents.disposal (
  council_id   uuid not null references platform.council,
  id           uuid not null default uuidv7(),
  document_id  uuid not null,
  class        text not null,
  fingerprints text[] not null check (cardinality(fingerprints) > 0),
  filed_at     timestamptz not null,
  due_on       date not null,
  keep_years   smallint not null,
  setter_name  text not null,
  starter_name text not null,
  disposed_at  timestamptz not null,
  primary key (council_id, id),
  constraint disposed_of_once unique (council_id, document_id)
);
comment on column documents.disposal.fingerprints is 'SHA-256 of the file of each version, the first version first';
comment on column documents.disposal.due_on is 'The day from which the schedule let it go';
create index disposal_newest on documents.disposal (council_id, disposed_at desc, id desc);
call platform.protect('documents.disposal', 'council');
grant select, insert on documents.disposal to portal_council;

-- A document goes with all that hangs on it, or not at all, and never without its certificate.
create function documents.has_certificate() returns trigger language plpgsql as $$
begin
  if not exists (select from documents.disposal where council_id = old.council_id and document_id = old.id) then
    raise exception 'a document is disposed of with a certificate only';
  end if;
  return old;
end $$;
create trigger disposed_with_certificate before delete on documents.document
  for each row execute function documents.has_certificate();
grant delete on documents.document to portal_council;

alter table documents.version drop constraint version_is_of_own_document,
  add constraint version_is_of_own_document foreign key (council_id, provider_id, document_id)
    references documents.document (council_id, provider_id, id) on delete cascade;
alter table documents.version_text drop constraint text_is_of_own_document,
  add constraint text_is_of_own_document foreign key (council_id, provider_id, document_id)
    references documents.document (council_id, provider_id, id) on delete cascade;
alter table documents.opening drop constraint opening_is_of_own_document,
  add constraint opening_is_of_own_document foreign key (council_id, provider_id, document_id)
    references documents.document (council_id, provider_id, id) on delete cascade;
alter table documents.share drop constraint share_of_own_document,
  add constraint share_of_own_document foreign key (council_id, of_provider_id, document_id)
    references documents.document (council_id, provider_id, id) on delete cascade;
alter table documents.share_opening drop constraint share_opening_council_id_share_id_fkey,
  add constraint opening_goes_with_share foreign key (council_id, share_id) references documents.share on delete cascade;
alter table documents.version_text drop constraint version_text_council_id_document_id_number_fkey,
  add constraint text_goes_with_version foreign key (council_id, document_id, number) references documents.version on delete cascade;
alter table documents.opening drop constraint opening_council_id_document_id_number_fkey,
  add constraint opening_goes_with_version foreign key (council_id, document_id, number) references documents.version on delete cascade;
alter table documents.share drop constraint share_council_id_document_id_number_fkey,
  add constraint share_goes_with_version foreign key (council_id, document_id, number) references documents.version on delete cascade;
alter table documents.hold drop constraint hold_council_id_document_id_fkey,
  add constraint lifted_hold_goes_with_document foreign key (council_id, document_id) references documents.document on delete cascade;
