-- Between the two steps of signing in nothing is trusted from the browser. A row is kept also for an address that
-- nobody has, so that both look alike. Not a council's row: nobody has chosen a place to work yet.
create table access.sign_in_attempt (
  token_hash     bytea primary key,
  account_id     uuid references access.account,
  password_right boolean not null,
  positions      smallint[] not null,
  email          text not null,
  return_to      text not null default '',
  address        text not null default '',
  created_at     timestamptz not null
);
comment on column access.sign_in_attempt.email is 'As typed, so that it need not be typed again';
comment on column access.sign_in_attempt.positions is 'Which digits of the security code are asked, from 1';
create index sign_in_attempt_age on access.sign_in_attempt (created_at);
alter table access.sign_in_attempt enable row level security;
alter table access.sign_in_attempt force row level security;
create policy gate_all on access.sign_in_attempt to portal_gate using (true);
grant select, insert, update, delete on access.sign_in_attempt to portal_gate;

-- Refusals of the last minutes from one address, counted before each try.
create index account_event_address on access.account_event (address, at) where kind = 'sign-in-refused';

-- The place worked in last is offered first.
alter table access.account
  add column last_council_id uuid,
  add column last_membership_id uuid,
  add constraint last_place foreign key (last_council_id, last_membership_id) references access.membership;

-- The gate finds the person behind a cookie in one statement, before it can know whose account it is.
drop policy gate_own on access.membership;
create policy gate_read on access.membership for select to portal_gate using (true);

-- What the gate may read of others: the name of the place, and which contracts a service works under.
create view published.provider_name with (security_invoker) as
  select council_id, id, trading_name, status from providers.organisation;
create view published.contract_service with (security_invoker) as
  select council_id, contract_id, service_id, provider_id from contracts.contract_service;
grant usage on schema published to portal_gate;
grant select on published.provider_name to portal_gate, portal_council, portal_provider, portal_provider_scoped;
grant select on published.contract_service to portal_gate, portal_council, portal_provider, portal_provider_scoped;
create index contract_service_service on contracts.contract_service (council_id, service_id);
