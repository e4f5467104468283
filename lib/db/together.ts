import 'server-only'

const MOST_AT_ONCE = 500

type Waiting<Question, Answer> = {
  question: Question
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * One statement for all questions that wait, instead of one each: under load many callers cost little more than one.
 * An answer always comes from a statement that began after its question was asked. `askAll` answers in order. One
 * statement at a time is best for those that wait for each other in the database anyway.
 */
export function askedTogether<Question, Answer>(
  askAll: (questions: Question[]) => Promise<Answer[]>,
  { statementsAtOnce = 2 }: { statementsAtOnce?: 1 | 2 } = {},
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = []
  let underWay = 0
  let isDue = false

  async function askNext(): Promise<void> {
    isDue = false
    if (underWay >= statementsAtOnce || waiting.length === 0) return
    const batch = waiting.splice(0, MOST_AT_ONCE)
    underWay += 1
    await answerAll(batch, askAll)
    underWay -= 1
    askSoon()
  }

  /** After whatever else has just arrived has asked as well. */
  function askSoon(): void {
    if (isDue || waiting.length === 0) return
    isDue = true
    setImmediate(() => void askNext())
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
