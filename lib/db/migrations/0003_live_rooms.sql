CREATE TABLE "webhook_events" (
	"key" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"room" text,
	"participant_id" text,
	"happened_at" timestamp (3) with time zone,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"standing" text NOT NULL,
	"body" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "source" text DEFAULT 'poll' NOT NULL;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "earlier_names" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "listed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "left_by_webhook" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "changed" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "presence_state" ADD COLUMN "webhook_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "webhook_events_received" ON "webhook_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "participants_changed" ON "participants" USING btree ("changed");--> statement-breakpoint
CREATE INDEX "participants_ended" ON "participants" USING btree ("left_at");