/** Requests one at a time, of which only the latest wish counts. */

export class Conveyor<Asked, Reply> {
  readonly #work: (asked: Asked) => Promise<Reply>
  readonly #deliver: (reply: Reply, asked: Asked) => void
  readonly #fail: (error: unknown, asked: Asked) => void
  readonly #pause: number
  #next: { asked: Asked } | null = null
  #running = false
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `pause`: milliseconds in which a later wish replaces an earlier one before anything is sent */
  constructor(
    work: (asked: Asked) => Promise<Reply>,
    deliver: (reply: Reply, asked: Asked) => void,
    fail: (error: unknown, asked: Asked) => void,
    pause = 40,
  ) {
    this.#work = work
    this.#deliver = deliver
    this.#fail = fail
    this.#pause = pause
  }

  /** Whether a wish is still open: an answer that comes while it is would be out of date. */
  get waiting(): boolean {
    return this.#next !== null
  }

  ask(asked: Asked): void {
    this.#next = { asked }
    if (this.#running) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#run(), this.#pause)
  }

  drop(): void {
    this.#next = null
    clearTimeout(this.#timer)
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#next) {
      const { asked } = this.#next
      this.#next = null
      try {
        const reply = await this.#work(asked)
        if (!this.#next) this.#deliver(reply, asked)
      } catch (error) {
        if (!this.#next) this.#fail(error, asked)
      }
    }
    this.#running = false
  }
}
