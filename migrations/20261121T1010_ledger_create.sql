create schema ledger;
grant usage on schema ledger to portal_council, portal_provider, portal_provider_scoped;

create table ledger.account (
  council_id  uuid not null,
  provider_id uuid not null,
  kind        text not null check (kind in ('care-cost', 'payable', 'paid', 'recoverable', 'contributions')),
  primary key (council_id, provider_id, kind),
  foreign key (council_id, provider_id) references providers.organisation
);
call platform.protect('ledger.account', 'provider');
grant select on ledger.account to portal_provider;
grant select, insert on ledger.account to portal_council;

-- Double entry as transfers: one row debits one account and credits another, so the books cannot be out of balance.
-- Rows are added, never changed; a correction is a new transfer that names the one it corrects.
create table ledger.transfer (
  council_id   uuid not null,
  posted_on    date not null,
  id           uuid not null default uuidv7(),
  provider_id  uuid not null,
  debit        text not null,
  credit       text not null,
  amount_pence platform.pence not null check (amount_pence > 0),
  cause        text not null check (cause in ('payment-line', 'run', 'recovery', 'correction')),
  cause_id     uuid not null,
  run_id       uuid,
  corrects_id  uuid,
  primary key (council_id, posted_on, id),
  foreign key (council_id, provider_id, debit) references ledger.account (council_id, provider_id, kind),
  foreign key (council_id, provider_id, credit) references ledger.account (council_id, provider_id, kind),
  constraint two_different_accounts check (debit <> credit),
  constraint correction_names_its_transfer check ((cause = 'correction') = (corrects_id is not null))
) partition by range (posted_on);
create index transfer_run on ledger.transfer (council_id, run_id, provider_id);
create index transfer_provider on ledger.transfer (council_id, provider_id, posted_on);
call platform.partition_by_year('ledger.transfer', 2024, 2032);
call platform.protect('ledger.transfer', 'provider');
grant select on ledger.transfer to portal_provider;
grant select, insert on ledger.transfer to portal_council;
