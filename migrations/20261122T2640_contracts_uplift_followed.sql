-- What follows from an uplift outside of the price book: whether agreements that state the price are made anew, and
-- whether each provider was told of its letter, and of its withdrawal, yet.
alter table contracts.uplift add column renews_agreements boolean not null default true;
comment on column contracts.uplift.renews_agreements is 'Agreements that state one of its prices get a new version with the cause annual uplift';
alter table contracts.uplift_letter add column told_at timestamptz, add column told_of_withdrawal_at timestamptz;
grant update (told_at, told_of_withdrawal_at) on contracts.uplift_letter to portal_council;

-- The prices of an applied uplift, and what it stands at, for whoever follows it. The council's eyes only.
create view published.uplift_line with (security_invoker) as
  select x.council_id, x.uplift_id, x.rate_line_id, x.contract_id, x.provider_id, x.from_on, x.old_price, x.new_price
  from contracts.uplift_line x
  join contracts.uplift u on u.council_id = x.council_id and u.id = x.uplift_id
  where x.outcome = 'changes' and u.status = 'applied';
grant select on published.uplift_line to portal_council;
