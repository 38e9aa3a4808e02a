/** Keeps a dialog open as long as it is in the page, and says when the person closes it. */

import type { Attachment } from 'svelte/attachments'

export function modal(close: () => void): Attachment<HTMLDialogElement> {
  return (dialog) => {
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
    return () => dialog.close()
  }
}
