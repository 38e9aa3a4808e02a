/** Which dialogs and side views are open. */

export type Drawer = 'files' | 'git' | 'guide' | null

class Ui {
  help = $state(false)
  drawer = $state<Drawer>(null)
  /** a file and line that the files view should show */
  file = $state.raw<{ path: string; line: number } | null>(null)
  /** whether a claim is being made or changed; the guide looks at it */
  editing = $state(false)
  ask = $state(false)
  starting = $state(false)
  /** the contention whose brief is open */
  brief = $state<string | null>(null)

  openFile(path: string, line = 1): void {
    this.file = { path, line }
    this.drawer = 'files'
  }

  toggle(drawer: Exclude<Drawer, null>): void {
    this.drawer = this.drawer === drawer ? null : drawer
  }
}

export const ui = new Ui()
