/** Keeps a dialog open as long as it is in the page, says when the person closes it, and gives the focus back. */

import type { Attachment } from 'svelte/attachments'

export function modal(close: () => void): Attachment<HTMLDialogElement> {
  return (dialog) => {
    const before = document.activeElement
    dialog.showModal()
    const cancelled = (event: Event): void => {
      event.preventDefault()
      close()
    }
    const outside = (event: MouseEvent): void => {
      if (event.target === dialog) close()
    }
    dialog.addEventListener('cancel', cancelled)
    dialog.addEventListener('click', outside)
    return () => {
      dialog.close()
      // it has left the page by now, and with it the browser's own memory of the focus
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }
}
