-- A migration pack brings its council with it. The policy lets a transaction write only the council it is opened for.
grant insert on platform.council to portal_council;
