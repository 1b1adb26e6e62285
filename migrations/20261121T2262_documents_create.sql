create schema documents;
grant usage on schema documents to portal_council, portal_provider, portal_provider_scoped;

-- Who may open the details of a restricted person: everything that is filed on the person asks this too.
create view published.need_to_know with (security_invoker) as
  select council_id, person_id, account_id, provider_id, until_at, ended_at from service_users.need_to_know;
grant select on published.need_to_know to portal_council, portal_provider, portal_provider_scoped;
-- Whom to tell of what concerns one service: the grants that reach it.
create or replace view published.member_grant with (security_invoker) as
  select council_id, membership_id, provider_id, scope, role, mode, starts_on, ends_on, contract_id, service_id from access.access_grant;

-- A paper about one person's care, as one service has it. What its newest version is stands here too, for the lists.
create table documents.document (
  council_id       uuid not null,
  id               uuid not null default uuidv7(),
  provider_id      uuid not null,
  service_id       uuid not null,
  contract_id      uuid not null,
  person_id        uuid not null,
  type             text not null check (type in ('care-plan', 'care-and-support-plan', 'review', 'other')),
  title            text not null check (char_length(btrim(title)) between 1 and 200),
  version          integer not null default 1 check (version > 0),
  dated_on         date not null,
  side             text not null check (side in ('provider', 'council')),
  filed_at         timestamptz not null,
  first_filed_by   text not null check (first_filed_by in ('provider', 'council')),
  withdrawn_at     timestamptz,
  withdrawer_name  text,
  withdrawn_reason text,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, service_id) references providers.service,
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, person_id) references service_users.person,
  constraint document_is_of_one_provider unique (council_id, provider_id, id),
  constraint withdrawing_names_who_when_and_why check ((withdrawn_at is null) = (withdrawer_name is null)
    and (withdrawn_at is null) = (withdrawn_reason is null))
);
comment on column documents.document.side is 'Who filed the newest version';
comment on column documents.document.filed_at is 'When the newest version was filed';
comment on column documents.document.first_filed_by is 'Whose document it is: that side alone may withdraw it';
create index document_provider on documents.document (council_id, provider_id, filed_at desc, id desc);
create index document_council on documents.document (council_id, filed_at desc, id desc);
create index document_person on documents.document (council_id, person_id, filed_at desc, id desc);
call platform.protect('documents.document', 'scoped');
create policy files_as_itself on documents.document as restrictive for insert to portal_provider, portal_provider_scoped
  with check (side = 'provider' and first_filed_by = 'provider' and withdrawn_at is null);
grant select, insert, update (version, dated_on, side, filed_at, withdrawn_at, withdrawer_name, withdrawn_reason)
  on documents.document to portal_provider, portal_provider_scoped, portal_council;

-- Every version that was ever filed, for ever; told and read afterwards by jobs.
create table documents.version (
  council_id  uuid not null,
  document_id uuid not null,
  number      integer not null check (number > 0),
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  file_id     uuid not null,
  name        text not null,
  kind        text not null check (kind in ('pdf', 'docx', 'xlsx', 'odt', 'ods', 'png', 'jpeg', 'csv', 'text')),
  bytes       bigint not null,
  dated_on    date not null,
  note        text not null default '' check (char_length(note) <= 2000),
  side        text not null check (side in ('provider', 'council')),
  filed_by    uuid not null,
  filer_name  text not null,
  filed_at    timestamptz not null,
  nudged_at   timestamptz,
  primary key (council_id, document_id, number),
  constraint version_is_of_own_document
    foreign key (council_id, provider_id, document_id) references documents.document (council_id, provider_id, id),
  constraint version_is_of_own_file
    foreign key (council_id, provider_id, file_id) references platform.stored_file (council_id, provider_id, id)
);
comment on column documents.version.note is 'What changed since the version before, in the words of who filed it';
comment on column documents.version.nudged_at is 'When the provider was reminded that nobody there has opened it';
create index version_to_nudge on documents.version (council_id, filed_at) where side = 'council' and nudged_at is null;
call platform.protect('documents.version', 'scoped');
create policy files_as_oneself on documents.version as restrictive for insert to portal_provider, portal_provider_scoped
  with check (side = 'provider' and filed_by = platform.account_id());
grant select, insert on documents.version to portal_provider, portal_provider_scoped;
grant select, insert, update (nudged_at) on documents.version to portal_council;

-- The words inside, for searching. Read by a job after the filing.
create table documents.version_text (
  council_id  uuid not null,
  document_id uuid not null,
  number      integer not null,
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  content     text not null,
  search      tsvector not null generated always as (to_tsvector('english', content)) stored,
  primary key (council_id, document_id, number),
  foreign key (council_id, document_id, number) references documents.version,
  constraint text_is_of_own_document
    foreign key (council_id, provider_id, document_id) references documents.document (council_id, provider_id, id)
);
call platform.protect('documents.version_text', 'scoped');
grant select on documents.version_text to portal_provider, portal_provider_scoped;
grant select, insert on documents.version_text to portal_council;

-- Who opened which version and when: written by the opening itself, never changed.
create table documents.opening (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  document_id uuid not null,
  number      integer not null,
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  side        text not null check (side in ('provider', 'council')),
  opened_by   uuid not null,
  opener_name text not null,
  opened_at   timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, document_id, number) references documents.version,
  constraint opening_is_of_own_document
    foreign key (council_id, provider_id, document_id) references documents.document (council_id, provider_id, id)
);
create index opening_version on documents.opening (council_id, document_id, number, opened_by, opened_at);
call platform.protect('documents.opening', 'scoped');
create policy opens_as_oneself on documents.opening as restrictive for insert to portal_provider, portal_provider_scoped
  with check (side = 'provider' and opened_by = platform.account_id());
grant select, insert on documents.opening to portal_provider, portal_provider_scoped, portal_council;
