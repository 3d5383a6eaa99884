package io.boxstream.artifacts.store;

/** Creates object stores: the S3 client with its listener and retries. */
public final class ObjectStores {
  private ObjectStores() {}

  /**
   * Connects with the default retry settings.
   *
   * @throws StoreUnavailableException if the store does not respond before the deadline
   * @throws StoreRefusedException if it refuses the credentials or the bucket
   */
  public static ObjectStore connect(StoreSettings settings) {
    return connect(settings, RetrySettings.defaults());
  }

  /** Connects, and creates the bucket if it does not exist. */
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
   * Creates a client without a request to the store, for services that must start while the store
   * is unavailable. Call {@link ObjectStore#createBucket} before the first write.
   */
  public static ObjectStore open(StoreSettings settings, RetrySettings retry) {
    return open(settings, retry, StoreListener.NONE);
  }

  /**
   * Creates a client with a listener, without a request to the store.
   *
   * @param listener called for each attempt
   */
  public static ObjectStore open(
      StoreSettings settings, RetrySettings retry, StoreListener listener) {
    ObjectStore client = new S3ObjectStore(settings, retry);
    return new RetryingObjectStore(
        new ObservedObjectStore(client, listener, System::nanoTime), retry);
  }

  /**
   * Sets the policy of the bucket, which is created if it does not exist.
   *
   * @param policy JSON in the language of Amazon S3
   * @throws StoreUnavailableException if the store does not respond before the deadline
   * @throws StoreRefusedException if it refuses the credentials, the bucket or the policy
   */
  public static void setBucketPolicy(StoreSettings settings, RetrySettings retry, String policy) {
    connect(settings, retry).close();
    try (S3ObjectStore client = new S3ObjectStore(settings, retry)) {
      client.setBucketPolicy(policy);
    }
  }
}
