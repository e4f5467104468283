import 'server-only'

const MOST_AT_ONCE = 500

type Waiting<Question, Answer> = {
  question: Question
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

type Options = {
  /** One is best where the database lets only one at a time go on anyway. */
  statementsAtOnce?: 1 | 2
  /** A statement begins so long after the last one: what is dear by itself is shared by more. A lone question never waits. */
  apartMs?: number
}

/**
 * One statement for all questions that wait, instead of one each: under load many callers cost little more than one.
 * An answer always comes from a statement that began after its question was asked. `askAll` answers in order.
 */
export function askedTogether<Question, Answer>(
  askAll: (questions: Question[]) => Promise<Answer[]>,
  { statementsAtOnce = 2, apartMs = 0 }: Options = {},
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = []
  let underWay = 0
  let isDue = false
  let beganMs = Number.NEGATIVE_INFINITY

  async function askNext(): Promise<void> {
    isDue = false
    if (underWay >= statementsAtOnce || waiting.length === 0) return
    const batch = waiting.splice(0, MOST_AT_ONCE)
    underWay += 1
    beganMs = performance.now()
    await answerAll(batch, askAll)
    underWay -= 1
    askSoon()
  }

  /** After whatever else has just arrived has asked as well. */
  function askSoon(): void {
    if (isDue || waiting.length === 0) return
    isDue = true
    const waitMs = beganMs + apartMs - performance.now()
    if (waitMs > 0) setTimeout(() => void askNext(), waitMs)
    else setImmediate(() => void askNext())
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      askSoon()
    })
}

async function answerAll<Question, Answer>(
  batch: Waiting<Question, Answer>[],
  askAll: (questions: Question[]) => Promise<Answer[]>,
): Promise<void> {
  try {
    const answers = await askAll(batch.map(({ question }) => question))
    if (answers.length !== batch.length) throw new Error('There are not as many answers as questions.')
    for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer)
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}
