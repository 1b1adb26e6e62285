import type { ComponentChildren } from 'preact'
import { classNames } from '../govuk/common.ts'

interface Message {
  readonly id: string
  readonly sender: string
  readonly datetime: string
  readonly date: string
  readonly text: ComponentChildren
  /** What came with it. */
  readonly after?: ComponentChildren
  /** Sent by the side that reads it. */
  readonly own?: boolean | undefined
  /** A note the other side never sees. */
  readonly isPrivate?: boolean | undefined
}

/** A conversation, oldest first. Who sent a message is said in words before it, not only by its side and colour. */
export function Messages({ items }: { readonly items: readonly Message[] }) {
  return (
    <ol class="portal-messages">
      {items.map(({ id, sender, datetime, date, text, after, own = false, isPrivate = false }) => (
        <li
          id={`message-${id}`}
          class={classNames('portal-message', own && 'portal-message--own', isPrivate && 'portal-message--private')}
        >
          <p class="portal-message__meta">
            {isPrivate ? 'Private note by ' : null}
            <strong>{sender}</strong>, <time datetime={datetime}>{date}</time>
          </p>
          <div class="portal-message__text">{text}</div>
          {after}
        </li>
      ))}
    </ol>
  )
}
