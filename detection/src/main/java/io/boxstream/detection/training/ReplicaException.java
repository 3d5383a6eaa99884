package io.boxstream.detection.training;

/** A task of a replica failed. */
final class ReplicaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int replica;

  ReplicaException(int replica, Throwable cause) {
    super("replica " + replica + " failed: " + cause, cause);
    this.replica = replica;
  }

  /** The index of the replica, from 0. */
  int replica() {
    return replica;
  }
}
