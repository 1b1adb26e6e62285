create schema agreements;
grant usage on schema agreements to portal_council, portal_provider, portal_provider_scoped;

-- ISA, ISO or ISC: what a council offers for one person, answered revision by revision.
create table agreements.agreement (
  council_id  uuid not null,
  id          uuid not null default uuidv7(),
  provider_id uuid not null,
  service_id  uuid not null,
  contract_id uuid not null,
  person_id   uuid not null,
  reference   text not null,
  revision    integer not null default 1,
  status      text not null check (status in ('draft', 'published', 'agreed', 'rejected', 'superseded', 'withdrawn')),
  starts_on   date not null,
  respond_by  date,
  published_at timestamptz,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  foreign key (council_id, service_id) references providers.service,
  foreign key (council_id, contract_id) references contracts.contract,
  foreign key (council_id, person_id) references service_users.person,
  constraint agreement_reference_is_unique unique (council_id, reference)
);
create index agreement_list on agreements.agreement (council_id, provider_id, status, starts_on, id);
create index agreement_queue on agreements.agreement (council_id, status, starts_on, id);
call platform.protect('agreements.agreement', 'scoped');
grant select, update (status) on agreements.agreement to portal_provider, portal_provider_scoped;
grant select, insert, update on agreements.agreement to portal_council;

-- What was published, word for word: republishing makes a new revision and never edits an old one.
create table agreements.revision (
  council_id   uuid not null,
  agreement_id uuid not null,
  revision     integer not null,
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  cause        text not null check (cause in ('new', 'social-work-decision', 'annual-uplift', 'correction')),
  content      jsonb not null,
  content_hash bytea not null,
  published_at timestamptz,
  published_by uuid,
  primary key (council_id, agreement_id, revision),
  foreign key (council_id, agreement_id) references agreements.agreement
);
call platform.protect('agreements.revision', 'scoped');
grant select on agreements.revision to portal_provider, portal_provider_scoped;
grant select, insert, update on agreements.revision to portal_council;

create table agreements.revision_line (
  council_id   uuid not null,
  agreement_id uuid not null,
  revision     integer not null,
  package_id   uuid not null,
  package_version integer not null,
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  primary key (council_id, agreement_id, revision, package_id),
  foreign key (council_id, agreement_id, revision) references agreements.revision,
  foreign key (council_id, package_id, package_version) references care_packages.package_version
);
create index revision_line_package on agreements.revision_line (council_id, package_id);
call platform.protect('agreements.revision_line', 'scoped');
grant select on agreements.revision_line to portal_provider, portal_provider_scoped;
grant select, insert, update on agreements.revision_line to portal_council;

-- One answer per revision, for ever.
create table agreements.response (
  council_id   uuid not null,
  agreement_id uuid not null,
  revision     integer not null,
  provider_id  uuid not null,
  service_id   uuid not null,
  contract_id  uuid not null,
  kind         text not null check (kind in ('agreed', 'rejected')),
  reason_code  text check (reason_code in ('wrong-rate', 'wrong-hours', 'wrong-dates', 'wrong-person', 'not-our-service', 'other')),
  comment      text,
  signed_name  text,
  content_hash bytea not null,
  responded_by uuid not null,
  responder_name text not null,
  responded_at timestamptz not null,
  primary key (council_id, agreement_id, revision),
  foreign key (council_id, agreement_id, revision) references agreements.revision,
  constraint rejection_has_reason check ((kind = 'rejected') = (reason_code is not null)),
  constraint agreement_has_name check ((kind = 'agreed') = (signed_name is not null))
);
comment on column agreements.response.content_hash is 'SHA-256 of the content that was on the signer''s screen';
call platform.protect('agreements.response', 'scoped');
grant select, insert on agreements.response to portal_provider, portal_provider_scoped;
grant select, insert on agreements.response to portal_council;
