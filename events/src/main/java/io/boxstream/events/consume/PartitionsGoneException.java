package io.boxstream.events.consume;

import io.boxstream.events.EventException;

/**
 * Records were handled for nothing, because another consumer handles some of them. Says nothing
 * about the records.
 */
final class PartitionsGoneException extends EventException {
  PartitionsGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
