import { ApiError } from './api'

/** An error in words for a person. */
export function words(error: unknown): string {
  if (error instanceof ApiError) {
    const more = error.problems.filter((problem) => !error.message.includes(problem.message))
    return [error.message, ...more.map((problem) => `${problem.path}:${problem.line}: ${problem.message}`)].join('\n')
  }
  return error instanceof Error ? error.message : String(error)
}
