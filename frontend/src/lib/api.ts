/** The one place that talks to the server. Every failure is an `ApiError` with words for a person. */

import type {
  Agreement, Asked, Attached, CaseFile, CaseView, ChangedEvent, Claim, ClaimChanges, ClaimReply, CoursesReply,
  CoursesRequest, DiffLine, DocumentView, FileEntry, GitStatus, History, Job, JobEvent, JobStarted, JudgeReply,
  JudgeRequest, MapQuery, MapView, NamesView, NewClaim, NewQuestion, Problem, Session, Standing, StepReply,
} from './types'

export type * from './types'

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: Problem[] = [],
    /** the whole reply: a clash carries the present entry in it */
    readonly body: Record<string, unknown> = {},
  ) {
    super(message)
  }

  /** Whether the server was not reached at all. */
  get unreachable(): boolean {
    return this.status === 0
  }

  /** Whether what was edited has changed since it was read. */
  get clash(): boolean {
    return this.status === 409
  }

  /** What the server now has, where it sends that along. */
  present<T>(key: string): T | null {
    const error = this.body.error as Record<string, unknown> | undefined
    return ((this.body[key] ?? error?.[key] ?? null) as T | null)
  }
}

type Query = Record<string, string | number | undefined>

function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)]))
  return `/api${path}${given.length ? `?${search}` : ''}`
}

const part = encodeURIComponent
const filePath = (path: string): string => path.split('/').map(part).join('/')

async function failure(reply: Response): Promise<ApiError> {
  let body: Record<string, unknown> = {}
  try {
    body = (await reply.json()) as Record<string, unknown>
  } catch {
    // a reply without JSON is told by its status alone
  }
  const error = (body.error ?? {}) as { code?: string; message?: string; problems?: Problem[] }
  const message = error.message ?? `The server answered ${reply.status} to ${new URL(reply.url).pathname}.`
  return new ApiError(reply.status, error.code ?? 'unknown', message, error.problems ?? [], body)
}

async function send(method: string, path: string, body?: unknown, raw = false): Promise<Response> {
  const headers: Record<string, string> = {}
  if (method !== 'GET') headers['X-Contention'] = '1'
  if (body !== undefined && !raw) headers['Content-Type'] = 'application/json'
  if (raw) headers['Content-Type'] = 'application/octet-stream'
  let reply: Response
  try {
    reply = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? undefined : raw ? (body as BodyInit) : JSON.stringify(body),
    })
  } catch {
    // the server may have written before it went: only it can tell
    const changes = method === 'GET' ? '' : ' Whether this was written shows as soon as it is back; what is not shown then was not.'
    throw new ApiError(0, 'unreachable', `The server cannot be reached.${changes}`)
  }
  if (!reply.ok) throw await failure(reply)
  return reply
}

async function json<T>(method: string, path: string, body?: unknown, raw = false): Promise<T> {
  const reply = await send(method, path, body, raw)
  return (reply.status === 204 ? undefined : await reply.json()) as T
}

/** Makes calls one after the other. */
function line(): <T>(call: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (call) => {
    const now = last.then(call, call)
    last = now.catch(() => undefined)
    return now
  }
}

// A browser opens six connections to a server at most, for all windows together, and events hold one
// of each window: runs that can wait take turns, so that an edit never waits for them.
const inTurn = line()

/** Which runs go first: what somebody waits for, the rest of it, what nobody looks at yet. */
export const RANK = { now: 0, next: 1, later: 2 } as const

const of = (id: string): string => `/cases/${part(id)}`

export const api = {
  session: () => json<Session>('GET', address('/session')),
  newCase: (body: { title: string; question: string; files: { name: string; text?: string; file?: string; title?: string; author?: string; date?: string }[] }) =>
    json<{ id: string }>('POST', address('/cases/new'), body),

  case: (id: string) => json<CaseView>('GET', address(of(id))),
  document: (id: string, doc: string) => json<DocumentView>('GET', address(`${of(id)}/documents/${part(doc)}`)),
  standing: (id: string, doc: string, start: number) =>
    json<Standing>('GET', address(`${of(id)}/documents/${part(doc)}/standing`, { start })),
  attach: (id: string, doc: string, bytes: Blob, name: string) =>
    json<Attached>('PUT', address(`${of(id)}/documents/${part(doc)}/text`, { name }), bytes, true),
  read: (id: string, document: string) => json<JobStarted>('POST', address(`${of(id)}/read`), { document }),

  claims: (id: string, coderOf?: string) => json<{ claims: Claim[] }>('GET', address(`${of(id)}/claims`, { coder_of: coderOf })).then((reply) => reply.claims),
  addClaim: (id: string, claim: NewClaim) => json<ClaimReply>('POST', address(`${of(id)}/claims`), claim),
  changeClaim: (id: string, claim: string, hash: string, changes: ClaimChanges) =>
    json<ClaimReply>('PATCH', address(`${of(id)}/claims/${part(claim)}`), { hash, changes }),
  deleteClaim: (id: string, claim: string, hash: string) =>
    json<unknown>('DELETE', address(`${of(id)}/claims/${part(claim)}`, { hash })),

  addFactor: (id: string, factor: { title: string; note?: string; unit?: string }) =>
    json<{ id: string; created: boolean; revision: string }>('POST', address(`${of(id)}/factors`), factor),
  changeFactor: (id: string, factor: string, hash: string, changes: Record<string, unknown>) =>
    json<unknown>('PATCH', address(`${of(id)}/factors/${part(factor)}`), { hash, changes }),
  mergeFactor: (id: string, factor: string, into: string, opposite = false) =>
    json<unknown>('POST', address(`${of(id)}/factors/${part(factor)}/merge`), { into, opposite }),
  partFactor: (id: string, factor: string) =>
    json<unknown>('DELETE', address(`${of(id)}/factors/${part(factor)}/merge`)),

  names: (id: string, document: string) => json<NamesView>('GET', address(`${of(id)}/documents/${part(document)}/names`)),
  settleNames: (id: string, factors: string[]) => json<unknown>('POST', address(`${of(id)}/names/settle`), { factors }),
  renameName: (id: string, factor: string, title: string) =>
    json<unknown>('POST', address(`${of(id)}/names/${part(factor)}/rename`), { title }),
  joinNames: (id: string, factor: string, into: string, opposite: boolean) =>
    json<unknown>('POST', address(`${of(id)}/names/${part(factor)}/join`), { into, opposite }),

  ask: (id: string, question: NewQuestion) => json<Asked>('POST', address(`${of(id)}/questions`), question),

  undo: (id: string) => json<StepReply>('POST', address(`${of(id)}/undo`), {}),
  redo: (id: string) => json<StepReply>('POST', address(`${of(id)}/redo`), {}),
  history: (id: string) => json<History>('GET', address(`${of(id)}/history`)),
  agreement: (id: string, other: string, document: string) =>
    json<Agreement>('GET', address(`${of(id)}/agreement`, { other, document })),

  map: (id: string, query: MapQuery) => json<MapView>('GET', address(`${of(id)}/map`, { ...query })),
  placeFactors: (id: string, positions: Record<string, [number, number]>) =>
    json<unknown>('PUT', address(`${of(id)}/map/positions`), { positions }),

  judge: (id: string, body: JudgeRequest) => {
    const ask = (): Promise<JudgeReply> => json<JudgeReply>('POST', address(`${of(id)}/judge`), body)
    return body.rank === RANK.later ? inTurn(ask) : ask()
  },
  courses: (id: string, body: CoursesRequest) => inTurn(() => json<CoursesReply>('POST', address(`${of(id)}/courses`), body)),
  hinges: (id: string, account: string, contention: string) =>
    json<JobStarted>('POST', address(`${of(id)}/hinges`), { account, contention }),
  robustness: (id: string, account: string) => json<JobStarted>('POST', address(`${of(id)}/robustness`), { account }),
  job: (job: string) => json<Job>('GET', address(`/jobs/${part(job)}`)),
  stopJob: (job: string) => json<unknown>('DELETE', address(`/jobs/${part(job)}`)),

  briefAddress: (id: string, contention: string) => address(`${of(id)}/brief`, { contention }),
  reportAddress: (id: string) => address(`${of(id)}/report`),

  git: (id: string) => json<GitStatus>('GET', address(`${of(id)}/git`)),
  diff: (id: string, path: string, claim?: string) =>
    json<{ lines: DiffLine[] }>('GET', address(`${of(id)}/git/diff`, { path, claim })),
  commit: (id: string, message: string) => json<unknown>('POST', address(`${of(id)}/git/commit`), { message }),

  files: (id: string) => json<{ files: FileEntry[] }>('GET', address(`${of(id)}/files`)).then((reply) => reply.files),
  file: (id: string, path: string) => json<CaseFile>('GET', address(`${of(id)}/files/${filePath(path)}`)),
  saveFile: (id: string, path: string, text: string, hash: string) =>
    json<CaseFile>('PUT', address(`${of(id)}/files/${filePath(path)}`), { text, hash }),
}

export type Api = typeof api

export interface Listeners {
  changed: (event: ChangedEvent) => void
  job: (event: JobEvent) => void
  /** the server is going away */
  bye: () => void
  open: () => void
  lost: () => void
  /** the server was started again, and does not know this browser */
  shut: () => void
}

const RETRY = 2_000

/** Follows the server's events about a case, trying again when lost; returns what ends it. */
export function follow(id: string, on: Listeners): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = (): void => {
    const now = new EventSource(address('/events', { case: id }))
    source = now
    now.addEventListener('open', () => on.open())
    now.addEventListener('changed', (event) => on.changed(JSON.parse(event.data) as ChangedEvent))
    now.addEventListener('job', (event) => on.job(JSON.parse(event.data) as JobEvent))
    now.addEventListener('bye', () => {
      now.close()
      on.bye()
      timer = setTimeout(open, RETRY)
    })
    now.addEventListener('error', () => {
      on.lost()
      // a browser tries again by itself only while the server was reached before
      if (now.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, RETRY)
      void api.session().catch((error: unknown) => error instanceof ApiError && error.status === 403 && on.shut())
    })
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}

/** Waits for a job, telling its progress; rejects with the job's own words where it failed. */
export async function finished<T>(job: string, progress: (job: Job) => void = () => undefined): Promise<T> {
  for (;;) {
    const now = await api.job(job)
    progress(now)
    if (now.state === 'done') return now.result as T
    if (now.state !== 'running') throw new ApiError(0, now.state, now.message ?? `The job was ${now.state}.`)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}
