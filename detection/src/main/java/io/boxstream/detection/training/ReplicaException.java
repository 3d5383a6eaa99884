package io.boxstream.detection.training;

/** What a replica did failed. */
final class ReplicaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int replica;

  ReplicaException(int replica, Throwable cause) {
    super("replica " + replica + " failed: " + cause, cause);
    this.replica = replica;
  }

  /** The replica, from 0. */
  int replica() {
    return replica;
  }
}
