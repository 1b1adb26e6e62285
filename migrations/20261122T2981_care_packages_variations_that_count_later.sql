-- More care that was asked for too late counts from the day of asking. What was promised when it was asked is kept.
alter table care_packages.variation add column counts_from date check (counts_from >= from_on);
comment on column care_packages.variation.counts_from is 'The first day from which it is paid once it is accepted; null: its own first day';
