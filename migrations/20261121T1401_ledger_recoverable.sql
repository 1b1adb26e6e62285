-- Few transfers touch what is to be recovered, and every run asks for their sum.
create index transfer_recoverable on ledger.transfer (council_id, provider_id) include (debit, amount_pence)
  where debit = 'recoverable' or credit = 'recoverable';
create index transfer_correction on ledger.transfer (council_id, corrects_id) where corrects_id is not null;

-- What each provider still owes from payments that proved too high.
create view published.recoverable with (security_invoker) as
  select council_id, provider_id, sum(case when debit = 'recoverable' then amount_pence else -amount_pence end)::bigint as balance_pence
  from ledger.transfer where debit = 'recoverable' or credit = 'recoverable'
  group by council_id, provider_id;
grant select on published.recoverable to portal_council, portal_provider;
