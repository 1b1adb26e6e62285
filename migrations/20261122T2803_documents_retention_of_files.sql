-- Files of messages and scans of signatures are kept no longer than a council says either. Their rows stay where they
-- stood, as stones: what it was, its fingerprint and the day; the bytes go, and with them the name of the file.
alter table platform.stored_file add column disposed_at timestamptz;
comment on column platform.stored_file.disposed_at is 'When its time was over: the sweep takes the bytes, and this row stays for what refers to it';
create index stored_file_disposed on platform.stored_file (council_id, disposed_at) where disposed_at is not null;
grant update (disposed_at, name) on platform.stored_file to portal_council;

alter table documents.retention_rule drop constraint retention_rule_class_check,
  add constraint retention_rule_class_check
    check (class in ('care-plan', 'care-and-support-plan', 'review', 'other', 'message-attachment', 'signature-scan'));
comment on column documents.retention_rule.keep_years is
  'Whole years: of documents and scans after the last day of care, or after they were filed where that is later; of files of messages after the conversation was closed';
comment on column documents.disposal.document_id is 'The document; of files of messages and of scans the file';
-- Whoever places a hold and the nightly run take turns at this row.
grant update (started_at) on documents.disposing to portal_council;

-- A hold may also keep the files of one conversation or the scans of one agreement.
alter table documents.hold alter column person_id drop not null,
  add column conversation_id uuid, add column agreement_id uuid,
  add foreign key (council_id, conversation_id) references conversations.conversation,
  add foreign key (council_id, agreement_id) references agreements.agreement,
  add constraint holds_one_thing check (num_nonnulls(person_id, conversation_id, agreement_id) = 1),
  add constraint document_is_held_with_its_person check (document_id is null or person_id is not null);
create index hold_conversation on documents.hold (council_id, conversation_id) where lifted_at is null;
create index hold_agreement on documents.hold (council_id, agreement_id) where lifted_at is null;

alter table conversations.attachment add column disposed_at timestamptz, add column fingerprint text,
  add constraint disposed_leaves_its_fingerprint check ((disposed_at is null) = (fingerprint is null));
comment on column conversations.attachment.fingerprint is 'SHA-256 of the file that was disposed of';
grant update (name, disposed_at, fingerprint) on conversations.attachment to portal_council;
alter table agreements.paper_signature add column disposed_at timestamptz, add column fingerprint text,
  add constraint disposed_leaves_its_fingerprint check ((disposed_at is null) = (fingerprint is null));
comment on column agreements.paper_signature.fingerprint is 'SHA-256 of the scan that was disposed of';
grant update (name, disposed_at, fingerprint) on agreements.paper_signature to portal_council;

-- Whatever goes leaves a certificate first, whoever asks.
create function documents.file_has_certificate() returns trigger language plpgsql as $$
begin
  if not exists (select from documents.disposal where council_id = new.council_id and document_id = new.file_id) then
    raise exception 'a file is disposed of with a certificate only';
  end if;
  return new;
end $$;
create trigger disposed_with_certificate before update of disposed_at on conversations.attachment
  for each row when (new.disposed_at is not null) execute function documents.file_has_certificate();
create trigger disposed_with_certificate before update of disposed_at on agreements.paper_signature
  for each row when (new.disposed_at is not null) execute function documents.file_has_certificate();

-- What there is to keep, for whoever looks after it: no name of a file, and nobody's but the council's.
create view published.kept_attachment with (security_invoker) as
  select a.council_id, a.file_id, a.conversation_id, a.provider_id, m.written_at as filed_at, c.closed_on
  from conversations.attachment a
  join conversations.conversation c on c.council_id = a.council_id and c.id = a.conversation_id
  join conversations.message m on m.council_id = a.council_id and m.conversation_id = a.conversation_id and m.number = a.number
  where a.disposed_at is null;
create view published.conversation_person with (security_invoker) as
  select council_id, conversation_id, person_id from conversations.about_person;
create view published.kept_scan with (security_invoker) as
  select s.council_id, s.file_id, s.agreement_id, s.provider_id, g.person_id, s.filed_at
  from agreements.paper_signature s
  join agreements.agreement g on g.council_id = s.council_id and g.id = s.agreement_id
  where s.disposed_at is null;
grant select on published.kept_attachment, published.conversation_person, published.kept_scan to portal_council;
