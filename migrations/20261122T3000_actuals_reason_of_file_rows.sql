-- The words of a reason of the council's list, in the comment of a row, are read as that reason.
alter table actuals.upload_row add column reason text;
comment on column actuals.upload_row.reason is 'The code of the reason whose words the comment is, or begins with before a colon; null where it is words alone';
