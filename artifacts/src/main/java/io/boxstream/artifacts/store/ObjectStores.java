package io.boxstream.artifacts.store;

/** Creates object stores: the client with its listener and retries. */
public final class ObjectStores {
  private ObjectStores() {}

  /**
   * Connects with the default retry settings.
   *
   * @throws StoreUnavailableException when the store does not answer within it
   * @throws StoreRefusedException when it refuses the credentials or the bucket
   */
  public static ObjectStore connect(StoreSettings settings) {
    return connect(settings, RetrySettings.defaults());
  }

  /** Connects, and makes the bucket when it is absent. */
  public static ObjectStore connect(StoreSettings settings, RetrySettings retry) {
    ObjectStore store = open(settings, retry);
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
  public static ObjectStore open(StoreSettings settings, RetrySettings retry) {
    return open(settings, retry, StoreListener.NONE);
  }

  /**
   * The same with a listener.
   *
   * @param listener called for each attempt
   */
  public static ObjectStore open(
      StoreSettings settings, RetrySettings retry, StoreListener listener) {
    ObjectStore client = new S3ObjectStore(settings, retry);
    return new RetryingObjectStore(
        new ObservedObjectStore(client, listener, System::nanoTime), retry);
  }
}
