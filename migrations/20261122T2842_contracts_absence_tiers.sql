-- What a contract pays of the nights that a person is away from a home: so much up to a night, then so much up to another.
-- After the last nothing is paid, unless it has no end. Without tiers the place is paid as long as it is kept.
create function contracts.are_absence_tiers(tiers jsonb) returns boolean immutable parallel safe language sql
  return jsonb_typeof(tiers) = 'array' and jsonb_array_length(tiers) <= 6 and (
    select coalesce(bool_and(coalesce(t.percent between 0 and 100 and t.percent = trunc(t.percent)
        and case when t."upTo" is null then t.place = jsonb_array_length(tiers)
          else t."upTo" between 1 and 3650 and t."upTo" = trunc(t."upTo") and t."upTo" > t.before end, false)), true)
    from (
      select x.place, x."upTo", x.percent, lag(x."upTo", 1, 0) over (order by x.place) as before
      from rows from (jsonb_to_recordset(tiers) as ("upTo" numeric, percent numeric)) with ordinality as x("upTo", percent, place)
    ) t);
alter table contracts.contract_rule add column absence_tiers jsonb not null default '[]' check (contracts.are_absence_tiers(absence_tiers));
alter table contracts.rule_change add column absence_tiers jsonb check (contracts.are_absence_tiers(absence_tiers));
comment on column contracts.contract_rule.absence_tiers is 'What is paid of nights away: [{upTo, percent}], upTo counted from the first night away, null without an end; none: all of them';
comment on column contracts.rule_change.absence_tiers is 'Null leaves them as they were';
create or replace view published.contract_rule with (security_invoker) as
  select council_id, contract_id, provider_id, valid, version, payment_terms, paid_by, recording, frustrated_percent,
    tolerance_percent, extras_allowed, visits_required, step_minutes, claim_limit_weeks, day_rule, sign_gate,
    visit_rounding, visit_minutes, visit_capped, visit_window_minutes, absence_tiers
  from contracts.contract_rule;

-- Days in hospital that the council has noted. Told again with the day of coming back, the later telling counts.
create view published.noted_absence with (security_invoker) as
  select e.council_id, e.provider_id, e.service_id, e.contract_id, e.package_id, daterange(e.happened_on, e.back_on) as days
  from care_packages.life_event e
  where e.kind = 'hospital' and e.status = 'done' and e.outcome = 'noted' and not exists (
    select from care_packages.life_event later
    where later.council_id = e.council_id and later.package_id = e.package_id and later.kind = 'hospital' and later.status = 'done'
      and later.outcome = 'noted' and later.happened_on = e.happened_on and (later.told_at, later.id) > (e.told_at, e.id));
grant select on published.noted_absence to portal_council, portal_provider, portal_provider_scoped;
create index life_event_absence on care_packages.life_event (council_id, package_id) where kind = 'hospital' and outcome = 'noted';

-- The parts of some days on which somebody is away, each with the share that is paid of it; the first night away is the first.
create function payments.nights_away(nights daterange, away datemultirange, tiers jsonb)
  returns table (valid daterange, percent int) immutable parallel safe language sql as $$
  select a.days * daterange(lower(a.days) + t.from_night, lower(a.days) + t.until_night) * nights, t.percent
  from unnest(away) a(days)
  cross join (
    select lag(x."upTo", 1, 0) over (order by x.place) as from_night, x."upTo" as until_night, x.percent
    from rows from (jsonb_to_recordset(tiers) as ("upTo" int, percent int)) with ordinality as x("upTo", percent, place)
    union all
    select (tiers -> -1 ->> 'upTo')::int, null, 0 where tiers -> -1 ->> 'upTo' is not null
  ) t
  where not isempty(a.days * daterange(lower(a.days) + t.from_night, lower(a.days) + t.until_night) * nights)
  union all
  select u.days, 100 from unnest(datemultirange(nights) - away) u(days)
$$;
