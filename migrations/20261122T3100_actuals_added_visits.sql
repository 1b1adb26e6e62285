-- A visit that nobody had planned may be frustrated or missed too: it was arranged, and then it did not take place.
alter table actuals.week_visit drop constraint added_was_delivered;
