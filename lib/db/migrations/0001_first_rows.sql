insert into "audit_head" ("id", "seq", "hash") values (1, 0, repeat('0', 64)) on conflict do nothing;
--> statement-breakpoint
insert into "presence_state" ("id") values (1) on conflict do nothing;
