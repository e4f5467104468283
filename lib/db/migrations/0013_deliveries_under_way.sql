DROP INDEX "deliveries_due";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "sending_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "deliveries_given_up" ON "deliveries" USING btree ("webhook_id") WHERE state = 'given_up';--> statement-breakpoint
CREATE INDEX "deliveries_log" ON "deliveries" USING btree ("webhook_id","at","id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("webhook_id","next_at") WHERE state = 'waiting';