-- Nobody but its owner sees a history, not the product's own work at night either: that goes from account to account.
drop policy gate_keeps on access.password_history;
drop index access.password_history_kept;
