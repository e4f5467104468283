DROP INDEX "decision_targets_by_id";--> statement-breakpoint
CREATE INDEX "decision_targets_by_participant" ON "decision_targets" USING btree ("target_id") WHERE kind = 'participant';