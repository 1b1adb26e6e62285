-- Care above its plan again and again is looked for among all packages of a council at once; such weeks are few.
create index week_over_plan on actuals.week (council_id, week_start, package_id) where status = 'confirmed' and actual > planned;
