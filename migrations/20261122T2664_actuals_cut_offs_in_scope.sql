-- Somebody whose grants are narrow reads the cut-offs of the contracts that they see, and no others.
alter policy provider_scoped on actuals.cut_off_week
  using (council_id = platform.council_id() and provider_id = platform.provider_id() and platform.sees_contract(contract_id));
