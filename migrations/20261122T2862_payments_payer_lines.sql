-- A person's contribution and a third party's top-up are taken off as lines of their own; nursing care that the NHS pays
-- is told in a line of nothing. They buy no nights, so their quantity is nought and the trace holds the sum.
alter table payments.payment_line drop constraint payment_line_kind_check;
alter table payments.payment_line add constraint payment_line_kind_check
  check (kind in ('care', 'stay', 'adjustment', 'contribution', 'top-up', 'nursing'));
alter table payments.payment_line add constraint payers_buy_nothing
  check (kind not in ('contribution', 'top-up', 'nursing') or quantity = 0);
alter table payments.payment_line add constraint nursing_moves_no_money check (kind <> 'nursing' or amount_pence = 0);
