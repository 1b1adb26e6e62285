-- Why the council gave a held week back to its provider; gone with the provider's next version.
alter table actuals.week add column returned_reason text check (btrim(returned_reason) <> '' and length(returned_reason) <= 2000);
alter table actuals.week_version add column returned_reason text;
comment on column actuals.week.returned_reason is 'Why the council returned the week as a draft; null once the provider has recorded it again';
