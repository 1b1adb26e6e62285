-- What people must accept before they come in: each version stays as it was accepted.
create table access.policy (
  council_id    uuid not null references platform.council,
  id            uuid not null default uuidv7(),
  kind          text not null check (kind in ('acceptable-use', 'user-access')),
  version       integer not null check (version > 0),
  body          text not null check (length(body) between 1 and 50000),
  changes       text not null default '' check (length(changes) <= 2000),
  published_at  timestamptz not null,
  published_by  text not null,
  required_from date not null,
  primary key (council_id, id),
  constraint one_policy_of_each_version unique (council_id, kind, version)
);
comment on column access.policy.required_from is 'Until the day before, a person may come in and accept later';
comment on column access.policy.changes is 'What is new, in the words of whoever published it';
call platform.protect('access.policy', 'council');
create policy gate_read on access.policy for select to portal_gate using (true);
grant select on access.policy to portal_gate;
grant select, insert on access.policy to portal_council;

create table access.policy_acceptance (
  council_id  uuid not null,
  policy_id   uuid not null,
  account_id  uuid not null references access.account,
  accepted_at timestamptz not null,
  address     text not null default '',
  primary key (council_id, policy_id, account_id),
  foreign key (council_id, policy_id) references access.policy
);
create index policy_acceptance_account on access.policy_acceptance (council_id, account_id);
call platform.protect('access.policy_acceptance', 'council');
create policy gate_all on access.policy_acceptance to portal_gate using (true);
grant select, insert on access.policy_acceptance to portal_gate;
grant select on access.policy_acceptance to portal_council;
