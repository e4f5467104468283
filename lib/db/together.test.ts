import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedTogether } from './together.ts'

function aLedger(options?: Parameters<typeof askedTogether>[1]) {
  const batches: number[][] = []
  const pending: PromiseWithResolvers<void>[] = []
  const ask = askedTogether(async (questions: number[]) => {
    batches.push(questions)
    const answered = Promise.withResolvers<void>()
    pending.push(answered)
    await answered.promise
    return questions.map((question) => question * 2)
  }, options)
  return { batches, pending, ask }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('questions asked at the same moment go together, each gets its own answer', async () => {
  const { batches, pending, ask } = aLedger()
  const answers = Promise.all([1, 2, 3].map(ask))
  await turn()
  pending[0]?.resolve()
  assert.deepEqual(await answers, [2, 4, 6])
  assert.deepEqual(batches, [[1, 2, 3]])
})

test('a question is never answered by a statement that began before it was asked', async () => {
  const { batches, pending, ask } = aLedger()
  const answers = [ask(1)]
  await turn()
  answers.push(ask(1))
  await turn()
  assert.deepEqual(batches, [[1], [1]])
  for (const { resolve } of pending) resolve()
  await Promise.all(answers)
})

test('two statements are under way at most; what comes meanwhile waits and goes together', async () => {
  const { batches, pending, ask } = aLedger()
  const answers: Promise<number>[] = []
  for (const question of [1, 2, 3, 4]) {
    answers.push(ask(question))
    await turn()
  }
  assert.deepEqual(batches, [[1], [2]])
  pending[1]?.resolve()
  while (batches.length < 3) await turn()
  assert.deepEqual(batches, [[1], [2], [3, 4]])
  for (const { resolve } of pending) resolve()
  assert.deepEqual(await Promise.all(answers), [2, 4, 6, 8])
})

test('where one is asked for, one is under way', async () => {
  const { batches, pending, ask } = aLedger({ statementsAtOnce: 1 })
  const answers: Promise<number>[] = []
  for (const question of [1, 2, 3]) {
    answers.push(ask(question))
    await turn()
  }
  assert.deepEqual(batches, [[1]])
  pending[0]?.resolve()
  while (batches.length < 2) await turn()
  assert.deepEqual(batches, [[1], [2, 3]])
  pending[1]?.resolve()
  assert.deepEqual(await Promise.all(answers), [2, 4, 6])
})

test('where statements are to begin apart, the first begins at once and what comes soon after shares the next', async () => {
  const { batches, pending, ask } = aLedger({ apartMs: 40 })
  const beganMs = performance.now()
  const answers = [ask(1)]
  await turn()
  assert.deepEqual(batches, [[1]])
  pending[0]?.resolve()
  answers.push(ask(2), ask(3))
  while (batches.length < 2) await turn()
  assert.ok(performance.now() - beganMs >= 39)
  assert.deepEqual(batches, [[1], [2, 3]])
  pending[1]?.resolve()
  assert.deepEqual(await Promise.all(answers), [2, 4, 6])
})

test('a fault reaches everybody who asked, and the next are answered', async () => {
  let faults = 1
  const ask = askedTogether(async (questions: number[]) => {
    if (faults-- > 0) throw new Error('down')
    return questions
  })
  const first = await Promise.allSettled([ask(1), ask(2)])
  assert.deepEqual(
    first.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.equal(await ask(3), 3)
})
