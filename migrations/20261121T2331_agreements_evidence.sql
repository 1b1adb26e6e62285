-- One act of signing, of one agreement or of many: what a signature rests on, word for word and for ever.
create table agreements.signing (
  council_id   uuid not null references platform.council,
  id           uuid not null default uuidv7(),
  provider_id  uuid not null,
  signed_by    uuid not null,
  signer_name  text not null,
  job_title    text not null,
  organisation text not null,
  typed_name   text not null check (length(typed_name) between 1 and 200),
  statements   text[] not null check (cardinality(statements) > 0),
  proved_at    timestamptz not null,
  policy       text not null,
  signed_at    timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint signing_is_of_one_provider unique (council_id, provider_id, id)
);
comment on column agreements.signing.policy is 'Version of the rules and words under which it was signed';
comment on column agreements.signing.proved_at is 'When the signer last showed who they are, by passkey, authenticator or password';
call platform.protect('agreements.signing', 'provider');
grant select, insert on agreements.signing to portal_provider, portal_provider_scoped;
grant select on agreements.signing to portal_council;

-- What became of each agreement that the act was about: signed, or why not.
create table agreements.signing_item (
  council_id   uuid not null,
  signing_id   uuid not null,
  agreement_id uuid not null,
  revision     integer not null,
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  outcome      text not null,
  primary key (council_id, signing_id, agreement_id),
  constraint item_is_of_own_signing foreign key (council_id, provider_id, signing_id)
    references agreements.signing (council_id, provider_id, id),
  foreign key (council_id, agreement_id) references agreements.agreement
);
comment on column agreements.signing_item.outcome is 'agreed, or the code of the refusal';
create index signing_item_agreement on agreements.signing_item (council_id, agreement_id);
call platform.protect('agreements.signing_item', 'scoped');
grant select, insert on agreements.signing_item to portal_provider, portal_provider_scoped;
grant select on agreements.signing_item to portal_council;

alter table agreements.response add column signing_id uuid,
  add constraint response_is_of_own_signing foreign key (council_id, provider_id, signing_id)
    references agreements.signing (council_id, provider_id, id);

-- The papers of a revision as they were made: a later release may lay them out otherwise, these bytes stay.
create table agreements.paper (
  council_id   uuid not null,
  agreement_id uuid not null,
  revision     integer not null,
  kind         text not null check (kind in ('offer', 'signed')),
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  bytes        bytea not null,
  sha256       bytea not null check (length(sha256) = 32),
  sealed_with  text,
  made_at      timestamptz not null,
  primary key (council_id, agreement_id, revision, kind),
  foreign key (council_id, agreement_id, revision) references agreements.revision,
  constraint only_signed_papers_are_sealed check (kind = 'signed' or sealed_with is null)
);
comment on column agreements.paper.sealed_with is 'Subject and serial number of the council''s certificate';
create index paper_hash on agreements.paper (sha256);
alter table agreements.paper alter column bytes set storage external;
call platform.protect('agreements.paper', 'scoped');
grant select on agreements.paper to portal_provider, portal_provider_scoped;
grant select, insert on agreements.paper to portal_council;

-- Anybody who holds a document may ask whether it is real. The gate sees fingerprints and states, no content and no name.
create index revision_fingerprint on agreements.revision (content_hash);
create index agreement_reference_text on agreements.agreement (reference);
create policy gate_read on agreements.agreement for select to portal_gate using (published_at is not null);
create policy gate_read on agreements.revision for select to portal_gate using (published_at is not null);
create policy gate_read on agreements.paper for select to portal_gate using (true);
grant usage on schema agreements to portal_gate;
grant select (council_id, id, reference, revision, status, published_at) on agreements.agreement to portal_gate;
grant select (council_id, agreement_id, revision, content_hash, published_at) on agreements.revision to portal_gate;
grant select (council_id, agreement_id, revision, kind, sha256) on agreements.paper to portal_gate;
