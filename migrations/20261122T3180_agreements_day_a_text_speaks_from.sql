-- A renewal speaks of care from the day of its uplift on; what was before it is said by the text that it takes the place of.
-- Whenever its text is made again, to compare or to correct it, it must speak from the same day.
alter table agreements.agreement add column speaks_from date;
comment on column agreements.agreement.speaks_from is 'An earlier text is about what was before this day; null where it speaks of each plan from its first day';

update agreements.agreement a set speaks_from = i.from_on
from agreements.renewal_item i
where i.council_id = a.council_id and i.agreement_id = a.id;
