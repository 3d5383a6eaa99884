package io.boxstream.artifacts.store;

/** The result of one attempt of a call. */
public enum StoreResponse {
  /** Success. */
  DONE,
  /** The object does not exist. Not a failure. */
  ABSENT,
  /**
   * The store did not respond or was temporarily unable to. The call is retried until its deadline.
   */
  UNAVAILABLE,
  /** The store refused the credentials, the bucket or the request. */
  REFUSED;

  static StoreResponse of(RuntimeException failure) {
    if (failure instanceof ObjectNotFoundException) {
      return ABSENT;
    }
    return failure instanceof StoreUnavailableException ? UNAVAILABLE : REFUSED;
  }
}
