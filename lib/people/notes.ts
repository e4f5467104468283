import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { appendAudit, toActor } from '#lib/audit/record'
import { inTransaction } from '#lib/db/database'
import { personNotes } from '#lib/db/schema'
import { AppError } from '#lib/errors'
import { assertCan, type Operator } from '#lib/permissions/permissions'
import { toSubjects } from '#lib/reports/record'
import { toPerson } from './queries.ts'
import type { NoteIdInput, WriteNoteInput } from './schemas.ts'

/** So long a note can be taken back by whoever wrote it; nothing else changes one. */
export const UNDO_SECONDS = 600

/** For everybody of the team, whatever rooms they cover. */
export async function writeNote(operator: Operator, input: WriteNoteInput): Promise<{ noteId: string }> {
  assertCan(operator, 'person.note')
  const noteId = randomUUID()
  const person = toPerson(input.person)
  await inTransaction(async (tx) => {
    await tx.insert(personNotes).values({
      id: noteId,
      ...person,
      text: input.text,
      at: new Date(),
      byId: operator.id,
      byName: operator.name,
    })
    await appendAudit(tx, {
      actor: toActor(operator),
      verb: 'person.note',
      result: 'done',
      details: { noteId },
      subjects: [...toSubjects([{ ...person, name: null }]), { note: input.text }],
    })
  })
  return { noteId }
}

export async function undoNote(operator: Operator, { noteId }: NoteIdInput): Promise<{ noteId: string }> {
  assertCan(operator, 'person.note')
  await inTransaction(async (tx) => {
    const [gone] = await tx
      .delete(personNotes)
      .where(
        and(
          eq(personNotes.id, noteId),
          eq(personNotes.byId, operator.id),
          sql`at > now() - make_interval(secs => ${UNDO_SECONDS})`,
        ),
      )
      .returning({ userId: personNotes.userId, participantId: personNotes.participantId })
    if (gone === undefined)
      throw new AppError('conflict', 'A note can be taken back by its author, for ten minutes.')
    await appendAudit(tx, {
      actor: toActor(operator),
      verb: 'person.note',
      result: 'done',
      details: { noteId, undone: true },
      subjects: toSubjects([{ ...gone, name: null }]),
    })
  })
  return { noteId }
}
