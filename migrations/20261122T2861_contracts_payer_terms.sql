-- Gross: the council pays the whole price and collects from the person and the third party. Net: the home collects, and
-- is paid that much less. A contract says it by date; where it says nothing, the council's own setting of the day counts,
-- and without one it is gross, because the council owes the whole in any case.
alter table contracts.contract_rule add column payer_terms text check (payer_terms in ('gross', 'net'));
comment on column contracts.contract_rule.payer_terms is 'gross or net of what the home collects; null: as the council''s setting payer-terms says';
alter table contracts.rule_change add column payer_terms text check (payer_terms in ('gross', 'net'));

-- The days on which a contract is paid net.
create view published.net_payment with (security_invoker) as
  select council_id, contract_id, provider_id, valid as days from contracts.contract_rule where payer_terms = 'net'
  union all
  select r.council_id, r.contract_id, r.provider_id, r.valid * s.valid
  from contracts.contract_rule r
  join platform.council_setting s on s.council_id = r.council_id and s.key = 'payer-terms' and s.value = '"net"'::jsonb and s.valid && r.valid
  where r.payer_terms is null;
grant select on published.net_payment to portal_council, portal_provider, portal_provider_scoped;
