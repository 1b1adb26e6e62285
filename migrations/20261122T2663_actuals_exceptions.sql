-- A week of which half or more was frustrated is looked at: the index holds those alone.
create index week_mostly_frustrated on actuals.week (council_id, week_start desc, package_id)
  where status <> 'draft' and frustrated > 0 and frustrated * 2 >= planned;
