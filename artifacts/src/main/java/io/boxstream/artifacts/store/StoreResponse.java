package io.boxstream.artifacts.store;

/** How a store answered one call. */
public enum StoreResponse {
  /** It did what was asked. */
  DONE,
  /** There is no such object; that is an answer. */
  ABSENT,
  /** It did not answer, or could not at the time; the call is tried again until its deadline. */
  UNAVAILABLE,
  /** It refuses the credentials, the bucket or the request. */
  REFUSED;

  static StoreResponse of(RuntimeException failure) {
    if (failure instanceof ObjectNotFoundException) {
      return ABSENT;
    }
    return failure instanceof StoreUnavailableException ? UNAVAILABLE : REFUSED;
  }
}
