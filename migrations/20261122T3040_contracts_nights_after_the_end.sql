-- What a contract pays after a stay has ended: so many nights where the person died, so many where the person left and
-- notice is owed. Counted from the last day of care, by the rule that holds on it; nought where the contract says nothing.
alter table contracts.contract_rule
  add column death_days smallint not null default 0 check (death_days between 0 and 60),
  add column notice_days smallint not null default 0 check (notice_days between 0 and 60);
alter table contracts.rule_change
  add column death_days smallint check (death_days between 0 and 60),
  add column notice_days smallint check (notice_days between 0 and 60);
alter table contracts.contract_proposal
  add column death_days smallint check (death_days between 0 and 60),
  add column notice_days smallint check (notice_days between 0 and 60);
comment on column contracts.contract_rule.death_days is 'Nights of a stay paid after a death';
comment on column contracts.contract_rule.notice_days is 'Nights of a stay paid after the person has left';

-- Said with the other terms of care, as a whole. What was said before said nothing of nights after the end.
update contracts.rule_change set death_days = 0, notice_days = 0 where visit_rounding is not null;
update contracts.contract_proposal set death_days = 0, notice_days = 0 where visit_rounding is not null;
alter table contracts.rule_change drop constraint terms_of_care_are_whole,
  add constraint terms_of_care_are_whole check (num_nonnulls(extras_allowed, visits_required, visit_rounding, visit_minutes,
    visit_capped, visit_window_minutes, payer_terms, death_days, notice_days) in (0, 9));
alter table contracts.contract_proposal drop constraint proposed_terms_of_care_are_whole,
  add constraint proposed_terms_of_care_are_whole check (num_nonnulls(extras_allowed, visits_required, visit_rounding, visit_minutes,
    visit_capped, visit_window_minutes, payer_terms, death_days, notice_days) in (0, 9));

create or replace view published.contract_rule with (security_invoker) as
  select council_id, contract_id, provider_id, valid, version, payment_terms, paid_by, recording, frustrated_percent,
    tolerance_percent, extras_allowed, visits_required, step_minutes, claim_limit_weeks, day_rule, sign_gate,
    visit_rounding, visit_minutes, visit_capped, visit_window_minutes, absence_tiers, death_days, notice_days
  from contracts.contract_rule;

-- Why care ended, kept with its last day: without a reason nothing is paid after it.
alter table care_packages.package add column end_reason text check (end_reason in ('death', 'moved'));
comment on column care_packages.package.end_reason is 'Why it ended on its last day, where the contract may pay nights after it; null: it was over as planned, or for another reason';
create or replace view published.package with (security_invoker) as
  select council_id, id, provider_id, service_id, contract_id, person_id, reference, own_reference, service_level, unit, status,
    starts_on, ends_on, recordable_from, current_version, opened_at, end_reason
  from care_packages.package;
