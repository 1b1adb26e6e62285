-- An uplift of a line raises what stands beside its hourly price in the same proportion. The price of a list of them, as
-- `raisedInProportion` says it: rounded once each, half away from zero, to the step of the uplift.
create function contracts.raised_prices(prices jsonb, old_price bigint, new_price bigint, step bigint) returns jsonb
  immutable parallel safe language sql as $$
  select coalesce(jsonb_agg(p.one || jsonb_build_object('price',
    (round((p.one ->> 'price')::numeric * new_price / (old_price * step)) * step)::bigint) order by p.place), '[]')
  from jsonb_array_elements(prices) with ordinality p(one, place)
$$;

-- What an uplift displaced, so that undoing it puts every price of a visit back.
create table contracts.displaced_visit_price (
  council_id   uuid not null,
  uplift_id    uuid not null,
  rate_line_id uuid not null,
  from_on      date not null,
  valid        daterange not null,
  split        boolean not null,
  fixed        jsonb not null,
  bands        jsonb not null,
  primary key (council_id, uplift_id, rate_line_id),
  foreign key (council_id, uplift_id) references contracts.uplift
);
call platform.protect('contracts.displaced_visit_price', 'council');
grant select, insert, delete on contracts.displaced_visit_price to portal_council;
