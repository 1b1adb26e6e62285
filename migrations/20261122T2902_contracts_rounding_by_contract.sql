-- How visits are rounded comes with the contract's rule, from a pack or with the contract: a change of terms does not say it.
alter table contracts.rule_change
  drop column visit_rounding,
  drop column visit_minutes,
  drop column visit_capped,
  drop column visit_window_minutes;
