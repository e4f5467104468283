CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attention" (
	"operator_id" text NOT NULL,
	"room" text NOT NULL,
	"operator_name" text NOT NULL,
	"ids" jsonb NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "attention_operator_id_room_pk" PRIMARY KEY("operator_id","room")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"actor_name" text NOT NULL,
	"verb" text NOT NULL,
	"result" text NOT NULL,
	"room" text,
	"decision_id" uuid,
	"details" jsonb NOT NULL,
	"subject_count" integer NOT NULL,
	"subjects_digest" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_subjects" (
	"seq" bigint NOT NULL,
	"position" integer NOT NULL,
	"digest" text NOT NULL,
	"salt" text,
	"personal" jsonb,
	CONSTRAINT "audit_subjects_seq_position_pk" PRIMARY KEY("seq","position")
);
--> statement-breakpoint
CREATE TABLE "bans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text,
	"scope_kind" text NOT NULL,
	"scope_value" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"policy" text NOT NULL,
	"policy_version" integer NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"decision_id" uuid,
	"created_by_id" text NOT NULL,
	"created_by_name" text NOT NULL,
	"lifted_at" timestamp (3) with time zone,
	"lifted_by_id" text,
	"lifted_by_name" text,
	"lift_reason" text,
	"enforced_count" integer DEFAULT 0 NOT NULL,
	"last_enforced_at" timestamp (3) with time zone,
	"told_meeting_id" text,
	"told_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "decision_targets" (
	"decision_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"target_id" text NOT NULL,
	"user_id" text,
	"name" text,
	"sessions" jsonb NOT NULL,
	"ban_state" text NOT NULL,
	"ban_id" uuid,
	"call_no" integer,
	"sent_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"outcome" text,
	"reason" text,
	"finding" text,
	"finding_at" timestamp (3) with time zone,
	"resends" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "decision_targets_decision_id_position_pk" PRIMARY KEY("decision_id","position")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" text,
	"operator_name" text NOT NULL,
	"intent_key" text NOT NULL,
	"room" text NOT NULL,
	"source" text NOT NULL,
	"automated" boolean DEFAULT false NOT NULL,
	"ban" boolean NOT NULL,
	"ban_scope_kind" text,
	"ban_scope_value" text,
	"ban_ends_at" timestamp (3) with time zone,
	"policy" text NOT NULL,
	"policy_version" integer NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"retry_of" uuid,
	"status" text DEFAULT 'open' NOT NULL,
	"target_count" integer NOT NULL,
	"calls_planned" integer NOT NULL,
	"calls_done" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"watch_until" timestamp (3) with time zone,
	"stop_asked_at" timestamp (3) with time zone,
	"unattributed" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"worker" text,
	"worker_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"role" text DEFAULT 'viewer' NOT NULL,
	"patterns" jsonb,
	"state" text DEFAULT 'active' NOT NULL,
	CONSTRAINT "operators_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "participants" (
	"room" text NOT NULL,
	"participant_id" text NOT NULL,
	"user_id" text,
	"name" text,
	"meeting_id" text,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	"ended_how" text,
	"ejected_at" timestamp (3) with time zone,
	"ejected_with_ban" boolean DEFAULT false NOT NULL,
	CONSTRAINT "participants_room_participant_id_pk" PRIMARY KEY("room","participant_id")
);
--> statement-breakpoint
CREATE TABLE "presence_state" (
	"id" integer PRIMARY KEY NOT NULL,
	"as_of" timestamp (3) with time zone,
	"trouble" text,
	"wanted_at" timestamp (3) with time zone,
	"recent_polls" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "protected_user_ids" (
	"user_id" text PRIMARY KEY NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"room" text PRIMARY KEY NOT NULL,
	"privacy" text,
	"privacy_at" timestamp (3) with time zone,
	"partial" boolean DEFAULT false NOT NULL,
	"missing" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"key_digest" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_operators_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_targets" ADD CONSTRAINT "decision_targets_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_operators_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_of_operator" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audit_of_room" ON "audit_events" USING btree ("room","seq");--> statement-breakpoint
CREATE INDEX "audit_of_decision" ON "audit_events" USING btree ("decision_id");--> statement-breakpoint
CREATE INDEX "audit_subjects_by_user" ON "audit_subjects" USING btree ((personal ->> 'userId'));--> statement-breakpoint
CREATE INDEX "bans_by_user" ON "bans" USING btree ("user_id") WHERE lifted_at is null;--> statement-breakpoint
CREATE INDEX "bans_newest" ON "bans" USING btree ("starts_at","id");--> statement-breakpoint
CREATE INDEX "bans_of_decision" ON "bans" USING btree ("decision_id");--> statement-breakpoint
CREATE INDEX "decision_targets_by_user" ON "decision_targets" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "decision_targets_by_id" ON "decision_targets" USING btree ("target_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_decision_per_intent" ON "decisions" USING btree ("operator_id","intent_key");--> statement-breakpoint
CREATE INDEX "decisions_of_room" ON "decisions" USING btree ("room","asked_at");--> statement-breakpoint
CREATE INDEX "decisions_open" ON "decisions" USING btree ("worker_until") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "decisions_watched" ON "decisions" USING btree ("watch_until");--> statement-breakpoint
CREATE INDEX "participants_here" ON "participants" USING btree ("room") WHERE left_at is null;--> statement-breakpoint
CREATE INDEX "participants_left" ON "participants" USING btree ("room","left_at");--> statement-breakpoint
CREATE INDEX "participants_by_user" ON "participants" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "participants_by_id" ON "participants" USING btree ("participant_id");--> statement-breakpoint
CREATE INDEX "sessions_of_operator" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_failures_by_key" ON "sign_in_failures" USING btree ("key_digest","at");