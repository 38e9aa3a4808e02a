/** Where along a slider the answer turns: the places nearest to where it is now, by halving. */

export interface Turn { at: number; up: boolean; verdict: string }
export interface Turning { base: string; turns: Turn[] }

const STEPS = 4
const HALVINGS = 4

/** Asks for verdicts at few places; `now` is where the slider is. Up to 17 questions. */
export async function turningPoint(low: number, high: number, now: number, verdictAt: (value: number) => Promise<string>): Promise<Turning> {
  const base = await verdictAt(now)
  const turns: Turn[] = []
  for (const end of [low, high]) {
    const turn = Math.abs(end - now) < 1e-12 ? null : await towards(end, now, base, verdictAt)
    if (turn) turns.push(turn)
  }
  return { base, turns }
}

async function towards(end: number, now: number, base: string, verdictAt: (value: number) => Promise<string>): Promise<Turn | null> {
  let same = now
  for (let step = 1; step <= STEPS; step += 1) {
    let other = now + ((end - now) * step) / STEPS
    let verdict = await verdictAt(other)
    if (verdict === base) {
      same = other
      continue
    }
    for (let half = 0; half < HALVINGS; half += 1) {
      const middle = (same + other) / 2
      const there = await verdictAt(middle)
      if (there === base) same = middle
      else [other, verdict] = [middle, there]
    }
    return { at: other, up: end > now, verdict }
  }
  return null
}
