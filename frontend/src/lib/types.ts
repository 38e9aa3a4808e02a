/** Values of the server's API, as /api/openapi.json documents them. Positions count UTF-16 units. */

export type Sign = 'raises' | 'lowers' | 'none' | 'unclear'
export type Stance = 'asserted' | 'hedged' | 'conceded' | 'negated' | 'reported' | 'rejected'
export type Status = 'accepted' | 'proposed' | 'rejected'
/** half-open */
export type Span = [start: number, end: number]

export interface Problem {
  path: string
  line: number
  column: number
  message: string
  hint: string
  severity: 'error' | 'warning'
}

export interface SessionCase { id: string; title: string; problems: number }
export interface Session { version: string; readOnly: boolean; coder: string; cases: SessionCase[] }

export interface DocumentEntry {
  id: string
  title: string
  author: string
  date: string
  hasText: boolean
  whereToGet: string
  claims: number
  proposed: number
}
export interface Holder { id: string; title: string; colour: string }
export interface Factor {
  id: string
  title: string
  unit: string
  kind: string
  claims: number
  uses: number
  definition: string
}
export interface Account { id: string; title: string; holders: string[] }
export interface Action {
  id: string
  factor: string
  title: string
  value: number | null
  unit: string
  from: number | null
  to: number | null
}
export interface Scenario { id: string; title: string; actions: Action[] }
export interface Contention {
  id: string
  title: string
  kind: string
  factor: string | null
  question: string
  document?: string | null
  spans?: Span[]
}
export interface Demand { id: string; document: string; paraphrase: string; holder: string; scenario: string | null }
export interface Figure {
  id: string
  document: string
  start: number | null
  end: number | null
  value: number
  unit: string
  title: string
}

export interface CaseView {
  revision: string
  id: string
  title: string
  question: string
  problems: Problem[]
  documents: DocumentEntry[]
  holders: Holder[]
  factors: Factor[]
  accounts: Account[]
  scenarios: Scenario[]
  contentions: Contention[]
  demands: Demand[]
  figures: Figure[]
}

export interface SentenceView { start: number; end: number; stance: Stance; holder: string | null }
export interface DocumentView {
  id: string
  title: string
  author: string
  date: string
  text: string | null
  whereToGet: string
  paragraphs: Span[]
  sentences: SentenceView[]
}

export interface Comment { by: string; at: string; text: string }
export interface Claim {
  id: string
  document: string
  start: number | null
  end: number | null
  causeSpan?: Span | null
  effectSpan?: Span | null
  cause: string
  effect: string
  sign: Sign
  strength: string | number | null
  stance: Stance
  holder: string
  condition: string | null
  status: Status
  coder: string
  paraphrase: string
  note: string
  comments: Comment[]
  confidence: number | null
  path: string
  line: number
  hash: string
}

export type FactorChoice = { factor: string } | { new: string }
export interface NewClaim {
  document: string
  start: number
  end: number
  cause: FactorChoice
  effect: FactorChoice
  sign: Sign
  stance: Stance
  holder: string
  strength?: string
  condition?: string
}
export interface ClaimChanges {
  status?: Status
  start?: number
  end?: number
  cause?: FactorChoice
  effect?: FactorChoice
  sign?: Sign
  stance?: Stance
  holder?: string
  strength?: string | null
  condition?: string | null
  paraphrase?: string | null
  note?: string | null
  comment?: string
}
export interface ClaimReply { claim: Claim; revision: string; created?: string[] }

export interface Step { name: string; at: string }
export interface History { done: Step[]; undone: Step[] }

export interface MapNode { id: string; title: string; kind: string; x: number; y: number; placed: boolean }
export interface MapEdge {
  id: string
  cause: string
  effect: string
  sign: Sign
  weight: number
  holders: string[]
  claims: string[]
  denied: boolean
  assumption: boolean
  conflict: boolean
}
export interface MapView { nodes: MapNode[]; edges: MapEdge[] }
export interface MapQuery { account?: string; contention?: string; holder?: string; min_sources?: number }

/** What a run is asked to leave out or to take otherwise than the case says. */
export interface Trial {
  off?: string[]
  strengths?: Record<string, number>
  actions?: Record<string, number>
}
export interface JudgeRequest extends Trial {
  account: string
  draws?: number
  seed?: number
  contentions?: string[]
}
export interface LiveVerdict {
  contention: string
  answer: string
  word: string
  share: { yes: number; no: number; none: number }
  presence: number | null
  direction: number | null
  size: unknown
  sentence: string
  numbers: unknown
  changedFromBase: boolean
}
export interface JudgeReply { account: string; draws: number; ms: number; verdicts: LiveVerdict[]; final: boolean }

export interface CoursesRequest extends Trial {
  accounts: string[]
  scenarios: string[]
  factor: string
  percent?: boolean
}
export interface Course {
  account: string
  scenario: string
  median: (number | null)[]
  p5: (number | null)[]
  p25: (number | null)[]
  p75: (number | null)[]
  p95: (number | null)[]
}
export interface CoursesReply { times: number[]; series: Course[] }

export interface JobStarted { id: string }
export interface Job {
  id?: string
  state: 'running' | 'done' | 'failed' | 'stopped'
  done: number
  total: number
  result?: unknown
  message?: string
}

export interface AgreementField { field: string; alpha: number | null; pairs: number }
export interface Agreement { coder?: string; other: string; fields: AgreementField[]; pairs?: number }

export interface GitStatus {
  repository: boolean
  branch: string | null
  changed: { path: string; state: string }[]
  staged: unknown
}
export interface DiffLine { kind: string; old: number | null; new: number | null; text: string }
export interface CaseFile { text: string; hash: string; problems: Problem[] }

export interface ChangedEvent { revision: string; paths: string[] }
export interface JobEvent { id: string; state: Job['state']; done: number; total: number }
