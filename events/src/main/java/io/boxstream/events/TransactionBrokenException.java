package io.boxstream.events;

/**
 * A producer cannot go on with its transactions, and whether the latest one is committed is not
 * known. Its records must not be handled again from memory: the offsets that are committed after
 * {@link TransactionalPublisher#open} say which are done.
 */
public final class TransactionBrokenException extends EventException {
  /**
   * @param step that failed: {@code begin}, {@code commit} or {@code abort}
   * @param cause the producer's exception
   */
  public TransactionBrokenException(String step, Throwable cause) {
    super("Failed to " + step + " a transaction: " + cause.getMessage(), cause);
  }
}
