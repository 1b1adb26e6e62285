-- How visits are counted, whether more than the plan may be recorded, and who is paid what: said on the form of terms, by
-- two people and by date, as all else in it is. All of them or none; council lets the council's own setting decide.
alter table contracts.rule_change
  add column extras_allowed boolean,
  add column visits_required boolean,
  add column visit_rounding text check (visit_rounding in ('nearest', 'down', 'up', 'none')),
  add column visit_minutes smallint check (visit_minutes between 1 and 60),
  add column visit_capped boolean,
  add column visit_window_minutes smallint check (visit_window_minutes between 0 and 720),
  drop constraint rule_change_payer_terms_check,
  add constraint rule_change_payer_terms_check check (payer_terms in ('gross', 'net', 'council')),
  add constraint terms_of_care_are_whole check (num_nonnulls(extras_allowed, visits_required, visit_rounding, visit_minutes,
    visit_capped, visit_window_minutes, payer_terms) in (0, 7));
alter table contracts.contract_proposal
  add column absence_tiers jsonb check (contracts.are_absence_tiers(absence_tiers)),
  add column extras_allowed boolean,
  add column visits_required boolean,
  add column visit_rounding text check (visit_rounding in ('nearest', 'down', 'up', 'none')),
  add column visit_minutes smallint check (visit_minutes between 1 and 60),
  add column visit_capped boolean,
  add column visit_window_minutes smallint check (visit_window_minutes between 0 and 720),
  add column payer_terms text check (payer_terms in ('gross', 'net', 'council')),
  add constraint proposed_terms_of_care_are_whole check (num_nonnulls(extras_allowed, visits_required, visit_rounding, visit_minutes,
    visit_capped, visit_window_minutes, payer_terms) in (0, 7));
