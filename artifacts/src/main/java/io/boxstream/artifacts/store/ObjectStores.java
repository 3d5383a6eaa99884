package io.boxstream.artifacts.store;

/** The one place where a store is put together: the client, who listens, then the retries. */
public final class ObjectStores {
  private ObjectStores() {}

  /**
   * Connects with the default patience.
   *
   * @throws StoreUnavailableException when the store does not answer within it
   * @throws StoreRefusedException when it refuses the credentials or the bucket
   */
  public static ObjectStore connect(StoreSettings settings) {
    return connect(settings, RetrySettings.defaults());
  }

  /** Connects, and makes the bucket when it is absent. */
  public static ObjectStore connect(StoreSettings settings, RetrySettings patience) {
    ObjectStore store = open(settings, patience);
    try {
      store.createBucket();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Makes a client without asking the store anything: for services that must start while the store
   * is away. Call {@link ObjectStore#createBucket} before the first write.
   */
  public static ObjectStore open(StoreSettings settings, RetrySettings patience) {
    return open(settings, patience, StoreListener.NONE);
  }

  /**
   * The same with somebody who is told of every call.
   *
   * @param listener told of each try
   */
  public static ObjectStore open(
      StoreSettings settings, RetrySettings patience, StoreListener listener) {
    ObjectStore client = new S3ObjectStore(settings, patience);
    return new RetryingObjectStore(
        new ObservedObjectStore(client, listener, System::nanoTime), patience);
  }
}
