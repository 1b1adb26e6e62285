-- A row of a carers file that cannot be read is put right on screen: what was typed is kept for that, as rows of visits keep it.
alter table actuals.upload_carer add column said text[];
comment on column actuals.upload_carer.said is 'The cells as typed, when one of them could not be read, in the order of the format';
