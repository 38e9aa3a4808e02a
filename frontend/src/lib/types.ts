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
  severity: 'error' | 'warning' | 'note'
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
  group: string
  note: string; namedBy: string
  /** claims that name it, and other places that do */
  claims: number
  uses: number
  /** what its entry says besides its title, as YAML */
  definition: string
  mergedInto: string | null
  /** whether it is the opposite of what it is merged into */
  turned: boolean
  line: number
  /** guards a change; empty if it cannot be changed here */
  hash: string
}
/** Words empty: only the place of the claim is known; start null, sentence 0: the text is not here. */
export interface NameMention { start: number | null; end: number | null; words: string; sentence: number }
/** A factor that proposed claims name; `known`: the case's, and no reader's proposal. */
export interface ProposedName {
  id: string; title: string; claims: number; known: boolean; settled: boolean; namedBy: string; mentions: NameMention[]; joined: string[]
}
export interface NamesView { revision: string; document: string; names: ProposedName[]; waiting: number }
export interface Account { id: string; title: string; holders: string[] }
export interface Action {
  id: string
  kind: 'set' | 'shock' | 'remove'
  factor: string | null
  claim: string | null
  title: string
  value: number | null
  unit: string
  /** decimal years; null: to the end */
  from: number | null
  to: number | null
  /** whether the factor is either on or off */
  switch: boolean
  /** bounds of its slider; null where it has no number */
  low: number | null
  high: number | null
  /** what the value of a `set` counts: multiples of the present, or as it is */
  measure: 'multiple' | 'share' | 'amount' | 'switch' | 'nothing'
  words: string
}
export interface Scenario { id: string; title: string; actions: Action[] }
export interface Contention {
  id: string
  title: string
  /** the expression that is judged */
  test: string
  kind: string
  factor: string | null
  factors: string[]
  scenarios: string[]
  note: string
  holder: string
  document: string | null
  spans: Span[]
}
export interface Demand {
  id: string; document: string; paraphrase: string; holder: string | null; scenario: string | null
  factor: string | null; noLever: string | null; spans: Span[]
}
export interface Figure {
  id: string
  document: string
  start: number | null
  end: number | null
  value: number
  comparator: string
  unit: string
  title: string
  status: Status
}

export interface CaseView {
  revision: string
  id: string
  title: string
  question: string
  /** whether it has no error, and can be judged */
  runs: boolean
  problems: Problem[]
  documents: DocumentEntry[]
  holders: Holder[]
  factors: Factor[]
  accounts: Account[]
  scenarios: Scenario[]
  contentions: Contention[]
  demands: Demand[]
  figures: Figure[]
  coders: string[]
  /** words for strengths */
  strengths: string[]
}

/** what a new claim there is preset to; null in long texts, of which `standing` asks */
export interface SentenceView { start: number; end: number; stance: Stance | null; holder: string | null }
export interface Standing { start: number; end: number; stance: Stance; holder: string | null; name: string }
export interface DocumentView {
  id: string
  title: string
  author: string
  date: string
  text: string | null
  whereToGet: string
  /** whether it is a copy that differs from the coded text */
  differs: boolean
  paragraphs: Span[]
  sentences: SentenceView[]
}

/** a gate on a factor: one of the three is given */
export interface Condition { factor: string; is?: string | null; below?: number | null; above?: number | null }
export interface Comment { by: string; at: string; text: string }
export interface Claim {
  id: string
  document: string
  start: number | null
  end: number | null
  cause: string
  effect: string
  sign: Sign
  strength: string | number | null
  stance: Stance
  holder: string
  delay: string | null
  condition: Condition | null
  status: Status
  coder: string
  paraphrase: string
  /** whether the paraphrase is a program's */
  drafted: boolean
  note: string
  comments: Comment[]
  confidence: number | null
  path: string
  line: number
  hash: string
}

export type FactorChoice = { factor: string } | { new: string }
export type HolderChoice = string | { new: string }
export interface NewClaim {
  document: string
  start: number
  end: number
  cause: FactorChoice
  effect: FactorChoice
  sign: Sign
  stance: Stance
  /** left out: the author */
  holder?: HolderChoice
  strength?: string | number
}
export interface ClaimChanges {
  status?: Status
  start?: number
  end?: number
  cause?: FactorChoice
  effect?: FactorChoice
  sign?: Sign
  stance?: Stance
  holder?: HolderChoice
  strength?: string | number | null
  condition?: Condition | null
  paraphrase?: string | null
  note?: string | null
  comment?: string
}
export interface ClaimReply { claim: Claim; revision: string; created?: string[] }

export interface Step { name: string; at: string; by: string }
export interface History { done: Step[]; undone: Step[]; more: number }
export interface StepReply { revision: string; name: string; paths: string[]; claim: string | null }

export interface NewQuestion {
  scenario: { scenario: string } | { title: string; factor: string; to: number | string; note?: string }
  factor: string
  higher: boolean
  title: string
  holder?: string
  drawn?: { document: string; start: number; end: number }
}
export interface Asked { contention: string; scenario: string; created: string[] }

export interface MapNode {
  id: string
  title: string
  kind: string
  group: string
  /** where a person put it; null: nowhere */
  x: number | null
  y: number | null
  placed: boolean
}
export interface MapEdge {
  id: string
  kind: 'link' | 'denial' | 'dependency'
  cause: string
  effect: string
  sign: Sign
  /** elasticity that its words stand for */
  weight: number
  holders: string[]
  claims: string[]
  assumptions: string[]
  documents: string[]
  denied: boolean
  /** no claim states it */
  assumption: boolean
  conflict: boolean
  delay: boolean
  conditional: boolean
  transient: boolean
  necessary: boolean
}
export interface MapView {
  account: string
  nodes: MapNode[]
  edges: MapEdge[]
  levers: string[]
  outcomes: string[]
  notes: string[]
}
export interface MapQuery { account?: string; contention?: string }

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
  /** whether longer steps will do for a first answer */
  quick?: boolean
  /** whether the first draws will do as well */
  preview?: boolean
  /** 0 goes first, see `RANK` */
  rank?: 0 | 1 | 2
}
export type Verdict = 'supported' | 'opposed' | 'undecided' | 'does not follow' | 'true by construction'
/** of the draws that tell a direction; null where none does */
export interface Shares { yes: number | null; no: number | null }
export interface Former { verdict: Verdict; way: string; shares: Shares; words: string }
export interface LiveVerdict {
  contention: string
  verdict: Verdict
  way: string
  /** the number that fits into a table */
  cell: string
  shares: Shares
  /** the answer for a person */
  sentence: string
  sharesInWords: string
  /** why nothing follows */
  reason: string | null
  presence: number | null
  moving: number | null
  size: string | null
  /** between lever and outcome */
  claims: string[]
  byDenial: boolean
  nearThreshold: boolean
  /** with all claims on and every slider where the case has it */
  before: Former
  moved: boolean
  turned: boolean
  /** all numbers, as `contention judge --json` has them */
  numbers: Record<string, unknown>
}
export interface JudgeReply {
  revision: string
  account: string
  draws: number
  seed: number
  ms: number
  final: boolean
  verdicts: LiveVerdict[]
}

export interface CoursesRequest extends Trial {
  accounts: string[]
  scenarios: string[]
  factor: string
  percent?: boolean
  draws?: number
}
export interface Course {
  account: string
  scenario: string
  times: number[]
  median: (number | null)[]
  p5: (number | null)[]
  p25: (number | null)[]
  p75: (number | null)[]
  p95: (number | null)[]
  draws: number
}
export interface CoursesReply {
  revision: string
  factor: string
  /** false for shares and events, which stay as they are */
  percent: boolean
  draws: number
  ms: number
  present: number
  series: Course[]
  /** accounts that do not mention the factor */
  silent: string[]
}

export interface JobStarted { id: string }
export interface Job {
  id?: string
  state: 'running' | 'done' | 'failed' | 'stopped'
  done: number
  total: number
  result?: unknown
  message?: string | null
}

/** numbers are null where they cannot be computed */
export interface AgreementField {
  field: string
  scale: string
  pairs: number
  agreement: number | null
  alpha: number | null
  kappa: number | null
}
export interface CodingDifference { claims: (string | null)[]; field: string; values: (string | null)[] }
export interface Agreement {
  coder: string
  other: string
  document: string
  claims: [number, number]
  shared: number
  f1: number | null
  /** alpha for which words carry a claim, and its sign */
  words: number | null
  fields: AgreementField[]
  differences: CodingDifference[]
  /** claims that one alone has */
  only: [string[], string[]]
}

export interface GitChange { path: string; state: string }
export interface GitStatus {
  repository: boolean
  branch: string | null
  changed: GitChange[]
  /** whether files outside of the case are staged */
  staged: boolean
}
export interface DiffLine { kind: string; old: number | null; new: number | null; text: string }
export interface FileEntry { path: string; size: number; editable: boolean }
export interface Attached { document: string; exact: boolean; matched: number; absent: string[] }
export interface CaseFile { text: string; hash: string; problems: Problem[] }

export interface ChangedEvent { revision: string; paths: string[] }
export interface JobEvent { id: string; state: Job['state']; done: number; total: number }
