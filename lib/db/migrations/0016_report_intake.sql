CREATE INDEX "report_groups_of_key" ON "report_groups" USING btree ("key");--> statement-breakpoint
CREATE FUNCTION "report_key"("room" text, "user_id" text, "participant_id" text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN user_id IS NOT NULL THEN 'user:' || room || ':' || user_id
    WHEN participant_id IS NOT NULL THEN 'participant:' || room || ':' || participant_id ELSE 'room:' || room END
$$;--> statement-breakpoint
CREATE FUNCTION "report_known"("incoming" jsonb, "lock" bigint, "repeat_seconds" int, "recent_seconds" int, "scene_seconds" int)
RETURNS SETOF jsonb LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_advisory_xact_lock("lock");
  RETURN QUERY
  WITH asked AS MATERIALIZED (
    SELECT a.*, coalesce(a."userId", s.user_id) AS known_id,
      CASE WHEN s.room IS NOT NULL
        THEN jsonb_build_object('name', s.name, 'meetingId', s.meeting_id, 'here', s.left_at IS NULL) END AS session
    FROM jsonb_to_recordset(incoming) AS a("no" int, room text, "userId" text, "participantId" text, "reporterUserId" text,
      source text, "sourceName" text, "intakeKey" text, digest text)
    -- OFFSET 0, here and below: one person is not to be looked for in a full room.
    LEFT JOIN LATERAL (SELECT * FROM participants WHERE participant_id = a."participantId" OFFSET 0) s
      ON s.room = a.room AND coalesce(s.user_id = a."userId", true)
  ),
  keyed AS MATERIALIZED (
    SELECT a.*, report_key(a.room, a.known_id, a."participantId") AS key FROM asked a
  ),
  grouped AS MATERIALIZED (
    -- OFFSET 0: among the indexes of open groups PostgreSQL could take any.
    SELECT k.*, (SELECT id FROM (SELECT id, state FROM report_groups WHERE key = k.key OFFSET 0) g WHERE state = 'open') AS group_id
    FROM keyed k
  )
  SELECT jsonb_build_object('userId', a.known_id, 'key', a.key, 'session', a.session, 'isOpen', a.group_id IS NOT NULL,
    'kept', (SELECT jsonb_build_object('id', id, 'digest', content_digest) FROM reports WHERE intake_key = a."intakeKey"),
    'repeatId', (SELECT id FROM reports WHERE content_digest = a.digest
      AND received_at > now() - make_interval(secs => repeat_seconds) ORDER BY received_at LIMIT 1),
    'newest', (SELECT jsonb_build_object('name', name, 'meetingId', meeting_id, 'here', left_at IS NULL)
      FROM (SELECT * FROM participants WHERE user_id = a.known_id OFFSET 0) s WHERE room = a.room
      ORDER BY left_at IS NULL DESC, joined_at DESC LIMIT 1),
    'reporter', (SELECT jsonb_build_object('name', name)
      FROM (SELECT * FROM participants WHERE user_id = a."reporterUserId" OFFSET 0) s WHERE room = a.room
      ORDER BY left_at IS NULL DESC, joined_at DESC LIMIT 1),
    -- No EXISTS: PostgreSQL may answer it from a table of every report there is, which it builds anew each time.
    'isCounted', coalesce(CASE WHEN a."reporterUserId" IS NOT NULL
      THEN (SELECT true FROM reports WHERE group_id = a.group_id AND reporter_user_id = a."reporterUserId" LIMIT 1)
      ELSE (SELECT true FROM reports WHERE group_id = a.group_id AND reporter_user_id IS NULL
        AND source = a.source AND source_name = a."sourceName" LIMIT 1) END, false),
    'recent', (SELECT jsonb_build_object('keys', jsonb_agg(DISTINCT report_key(room, user_id, participant_id)),
        'forms', count(*) FILTER (WHERE source = 'form'),
        'oldestSeconds', coalesce(extract(epoch FROM now() - min(received_at) FILTER (WHERE source = 'form')), 0)::int)
      FROM (
        SELECT room, user_id, participant_id, source, received_at FROM reports
        WHERE reporter_user_id = a."reporterUserId" AND room = a.room
          AND received_at > now() - make_interval(secs => recent_seconds)
        ORDER BY received_at DESC LIMIT 200
      ) newest),
    'scene', (SELECT jsonb_build_object('id', id, 'meetingId', meeting_id) FROM report_scenes
      WHERE room = a.room AND at > now() - make_interval(secs => scene_seconds) ORDER BY at DESC LIMIT 1),
    'isListenedTo', EXISTS (SELECT FROM outgoing_webhooks WHERE state = 'on' AND jsonb_exists(events, 'report.received')))
  FROM grouped a ORDER BY a."no";
END $$;--> statement-breakpoint
CREATE FUNCTION "report_store"("scenes" jsonb, "groups" jsonb, "incoming" jsonb)
RETURNS TABLE ("id" uuid, "groupId" uuid, "receivedAt" timestamptz)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_mergejoin = off SET jit = off AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO report_scenes (id, room, at, meeting_id, count, people)
  SELECT s.id, s.room, now(), present.people -> 0 ->> 'meetingId', present.count,
    coalesce((SELECT jsonb_agg(person - 'meetingId') FROM jsonb_array_elements(present.people) person), '[]')
  FROM jsonb_to_recordset(scenes) AS s(id uuid, room text)
  CROSS JOIN LATERAL (
    SELECT coalesce(max(everybody), 0)::int AS count, jsonb_agg(jsonb_build_object('participantId', participant_id,
      'userId', user_id, 'name', name, 'joinedAt', (extract(epoch FROM joined_at) * 1000)::bigint,
      'meetingId', meeting_id) ORDER BY joined_at DESC, participant_id) AS people
    FROM (
      -- The newest to join, because somebody has to be left out of a full hall.
      SELECT *, count(*) OVER () AS everybody FROM participants WHERE room = s.room AND left_at IS NULL
      ORDER BY joined_at DESC, participant_id LIMIT 1000
    ) newest
  ) present
  WHERE jsonb_array_length(scenes) > 0;

  RETURN QUERY
  WITH wanted AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(groups) AS w(id uuid, room text, kind text, key text, "userId" text,
      "participantId" text, name text, category text, weight int, here boolean, reports int, reporters int, added int,
      "firstWords" text)
  ),
  kept AS (
    INSERT INTO report_groups AS g (id, room, kind, key, user_id, participant_id, name, category, weight, here, reports,
      reporters, first_ms, last_at, first_words)
    SELECT id, room, kind, key, "userId", "participantId", name, category, weight, here, reports, reporters,
      (extract(epoch FROM now()) * 1000)::bigint, now(), "firstWords"
    FROM wanted
    ON CONFLICT (key) WHERE state = 'open' DO UPDATE SET
      reports = g.reports + excluded.reports,
      reporters = g.reporters + (SELECT added FROM wanted WHERE wanted.key = excluded.key),
      category = CASE WHEN excluded.weight > g.weight THEN excluded.category ELSE g.category END,
      weight = greatest(g.weight, excluded.weight), name = coalesce(g.name, excluded.name), here = excluded.here,
      last_at = excluded.last_at
    RETURNING g.id, g.key
  )
  INSERT INTO reports AS stored (id, group_id, received_at, occurred_at, source, source_name, room, user_id,
    participant_id, name, category, policy_version, text, reporter_user_id, reporter_name, evidence, meeting_id, scene_id,
    intake_key, content_digest)
  SELECT r.id, kept.id, now(), r."occurredAt", r.source, r."sourceName", r.room, r."userId", r."participantId", r.name,
    r.category, r."policyVersion", r.text, r."reporterUserId", r."reporterName", r.evidence,
    coalesce(r."meetingId", (SELECT meeting_id FROM report_scenes WHERE id = r."sceneId")), r."sceneId", r."intakeKey",
    r.digest
  FROM jsonb_to_recordset(incoming) AS r(id uuid, key text, "occurredAt" timestamptz, source text, "sourceName" text,
    room text, "userId" text, "participantId" text, name text, category text, "policyVersion" int, text text,
    "reporterUserId" text, "reporterName" text, evidence jsonb, "meetingId" text, "sceneId" uuid, "intakeKey" text,
    digest text)
  JOIN kept ON kept.key = r.key
  RETURNING stored.id, stored.group_id, stored.received_at;
END $$;
