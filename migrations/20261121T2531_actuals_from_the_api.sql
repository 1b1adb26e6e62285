-- A week may come from a provider's own system, over the API.
alter table actuals.week drop constraint week_source_check;
alter table actuals.week add constraint week_source_check
  check (source in ('screen', 'upload', 'api', 'monitoring', 'import', 'council'));
