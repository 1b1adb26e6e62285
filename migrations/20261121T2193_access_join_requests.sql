-- Somebody who works elsewhere asks to join an organisation, of one of those who look after its people.
create table access.join_request (
  council_id   uuid not null,
  id           uuid not null default uuidv7(),
  provider_id  uuid not null,
  account_id   uuid not null references access.account,
  name         text not null,
  email        text not null,
  approver_id  uuid not null,
  approver_name text not null,
  note         text not null check (btrim(note) <> '' and char_length(note) <= 2000),
  status       text not null default 'asked' check (status in ('asked', 'taken-up', 'refused')),
  asked_at     timestamptz not null,
  decided_at   timestamptz,
  decided_by   uuid,
  decider_name text,
  refusal_reason text,
  primary key (council_id, id),
  foreign key (council_id, provider_id) references providers.organisation,
  constraint answer_names_who_and_when check ((status = 'asked') = (decided_at is null) and (status = 'asked') = (decided_by is null)),
  constraint refusing_has_reason check ((status = 'refused') = (refusal_reason is not null))
);
create unique index joined_once on access.join_request (council_id, provider_id, account_id) where status = 'asked';
create index join_request_account on access.join_request (council_id, account_id, asked_at desc, id desc);
call platform.protect('access.join_request', 'provider');
create policy gate_asks on access.join_request to portal_gate using (account_id = platform.account_id());
grant select, insert on access.join_request to portal_gate;
grant select, update (status, decided_at, decided_by, decider_name, refusal_reason) on access.join_request to portal_provider, portal_provider_scoped;
grant select on access.join_request to portal_council;
