CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"webhook_id" uuid NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone,
	"last_status" integer,
	"last_fault" text
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by_id" text NOT NULL,
	"by_name" text NOT NULL,
	"pseudonym" text NOT NULL,
	"user_id" text,
	"counts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"room" text,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outgoing_webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"format" text NOT NULL,
	"events" jsonb NOT NULL,
	"patterns" jsonb,
	"state" text NOT NULL,
	"secret_number" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by_name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text,
	"participant_id" text,
	"room" text,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by_id" text NOT NULL,
	"by_name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"code" text NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"urgency" text NOT NULL,
	"ban_seconds" integer,
	"offered" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by_name" text NOT NULL,
	CONSTRAINT "policies_code_version_pk" PRIMARY KEY("code","version")
);
--> statement-breakpoint
CREATE TABLE "report_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"by_id" text NOT NULL,
	"by_name" text NOT NULL,
	"to" text,
	"text" text DEFAULT '' NOT NULL,
	"decision_id" uuid
);
--> statement-breakpoint
CREATE TABLE "report_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"user_id" text,
	"participant_id" text,
	"name" text,
	"category" text NOT NULL,
	"weight" integer NOT NULL,
	"here" boolean NOT NULL,
	"reports" integer NOT NULL,
	"reporters" integer NOT NULL,
	"first_ms" bigint NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"rank" bigint GENERATED ALWAYS AS (((case when here then 400 else 0 end) + weight * 100 + least(reporters, 99))::bigint * 10000000000000 + (10000000000000 - first_ms)) STORED NOT NULL,
	"first_words" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"escalated_to" text,
	"claimed_by_id" text,
	"claimed_by_name" text,
	"claimed_at" timestamp (3) with time zone,
	"claim_until" timestamp (3) with time zone,
	"resolution" text,
	"bad_faith" boolean DEFAULT false NOT NULL,
	"resolved_at" timestamp (3) with time zone,
	"resolved_by_id" text,
	"resolved_by_name" text,
	"resolved_reason" text DEFAULT '' NOT NULL,
	"answer" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_scenes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"meeting_id" text,
	"count" integer NOT NULL,
	"people" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"occurred_at" timestamp (3) with time zone,
	"source" text NOT NULL,
	"source_name" text NOT NULL,
	"room" text NOT NULL,
	"user_id" text,
	"participant_id" text,
	"name" text,
	"category" text NOT NULL,
	"policy_version" integer NOT NULL,
	"text" text NOT NULL,
	"reporter_user_id" text,
	"reporter_name" text,
	"evidence" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"meeting_id" text,
	"scene_id" uuid,
	"intake_key" text,
	"content_digest" text NOT NULL,
	"erased_at" timestamp (3) with time zone,
	CONSTRAINT "reports_intake_key_unique" UNIQUE("intake_key")
);
--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "report_id" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_event_id_outbox_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."outbox_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_webhook_id_outgoing_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."outgoing_webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_events" ADD CONSTRAINT "report_events_group_id_report_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."report_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_group_id_report_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."report_groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("next_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "deliveries_of_webhook" ON "deliveries" USING btree ("webhook_id","last_at");--> statement-breakpoint
CREATE INDEX "deliveries_of_event" ON "deliveries" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "outbox_events_at" ON "outbox_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "person_notes_of_user" ON "person_notes" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "person_notes_of_participant" ON "person_notes" USING btree ("participant_id","at");--> statement-breakpoint
CREATE INDEX "report_events_of_group" ON "report_events" USING btree ("group_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_group" ON "report_groups" USING btree ("key") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "report_queue" ON "report_groups" USING btree ("rank","id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "report_groups_resolved" ON "report_groups" USING btree ("resolved_at","id") WHERE state = 'resolved';--> statement-breakpoint
CREATE INDEX "report_groups_claimed" ON "report_groups" USING btree ("claimed_by_id") WHERE state = 'open' and claimed_by_id is not null;--> statement-breakpoint
CREATE INDEX "report_groups_escalated" ON "report_groups" USING btree ("escalated_to") WHERE state = 'open' and escalated_to is not null;--> statement-breakpoint
CREATE INDEX "report_groups_of_user" ON "report_groups" USING btree ("user_id","first_ms");--> statement-breakpoint
CREATE INDEX "report_groups_of_participant" ON "report_groups" USING btree ("participant_id","first_ms");--> statement-breakpoint
CREATE INDEX "report_groups_of_room" ON "report_groups" USING btree ("room","state");--> statement-breakpoint
CREATE INDEX "reports_of_group" ON "reports" USING btree ("group_id","received_at");--> statement-breakpoint
CREATE INDEX "reports_about" ON "reports" USING btree ("user_id","received_at");--> statement-breakpoint
CREATE INDEX "reports_about_participant" ON "reports" USING btree ("participant_id","received_at");--> statement-breakpoint
CREATE INDEX "reports_by" ON "reports" USING btree ("reporter_user_id","received_at");--> statement-breakpoint
CREATE INDEX "reports_by_content" ON "reports" USING btree ("content_digest","received_at");--> statement-breakpoint
CREATE INDEX "decisions_of_report" ON "decisions" USING btree ("report_id") WHERE report_id is not null;--> statement-breakpoint
CREATE INDEX "participants_of_user" ON "participants" USING btree ("user_id","joined_at");