/** Light or dark: the system's choice unless the person has made another. */

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'contention-theme'

class ThemeChoice {
  choice = $state<Theme>('system')
  /** what is shown */
  shown = $state<'light' | 'dark'>('light')

  set(choice: Theme): void {
    this.choice = choice
    localStorage.setItem(KEY, choice)
    this.apply()
  }

  next(): void {
    this.set(this.shown === 'dark' ? 'light' : 'dark')
  }

  apply(): void {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches
    this.shown = this.choice === 'system' ? (dark ? 'dark' : 'light') : this.choice
    document.documentElement.dataset.theme = this.shown
  }
}

export const theme = new ThemeChoice()

export function followTheme(): void {
  const kept = localStorage.getItem(KEY)
  if (kept === 'light' || kept === 'dark') theme.choice = kept
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => theme.apply())
  theme.apply()
}
