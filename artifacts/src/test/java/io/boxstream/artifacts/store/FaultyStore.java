package io.boxstream.artifacts.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A store in memory that fails a number of times, before or after it has done what was asked. */
public final class FaultyStore implements ObjectStore {
  private final ObjectStore store;
  private int callsBeforeFailure = Integer.MAX_VALUE;
  private int failuresBefore;
  private int failuresAfter;
  private int brokenStreams;
  private int calls;

  public FaultyStore(ObjectStore store) {
    this.store = store;
  }

  /** The next calls fail and do nothing. */
  public FaultyStore failBefore(int times) {
    failuresBefore = times;
    return this;
  }

  /** All calls after the next ones fail and do nothing. */
  public FaultyStore failAfter(int times) {
    callsBeforeFailure = times;
    return this;
  }

  /** The next calls do what was asked, but the answer is lost. */
  public FaultyStore loseAnswers(int times) {
    failuresAfter = times;
    return this;
  }

  /** The next streams break off after three bytes. */
  public FaultyStore breakStreams(int times) {
    brokenStreams = times;
    return this;
  }

  /** A stream that breaks at once. */
  static InputStream brokenStream() {
    return new Broken();
  }

  public int calls() {
    return calls;
  }

  @Override
  public void createBucket() {
    before();
  }

  @Override
  public byte[] get(String key) {
    before();
    return store.get(key);
  }

  @Override
  public InputStream openStream(String key, long offset) {
    before();
    InputStream whole = store.openStream(key, offset);
    if (brokenStreams == 0) {
      return whole;
    }
    brokenStreams--;
    return new SequenceInputStream(new Limited(whole, 3), new Broken());
  }

  @Override
  public void put(String key, Path file) {
    before();
    store.put(key, file);
    after();
  }

  @Override
  public void put(String key, byte[] content) {
    before();
    store.put(key, content);
    after();
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    before();
    boolean created = store.putIfAbsent(key, content);
    after();
    return created;
  }

  @Override
  public Optional<ObjectStat> stat(String key) {
    before();
    return store.stat(key);
  }

  @Override
  public List<String> list(String prefix) {
    before();
    return store.list(prefix);
  }

  @Override
  public List<ObjectStat> listStats(String prefix) {
    before();
    return store.listStats(prefix);
  }

  @Override
  public List<String> folders(String prefix) {
    before();
    return store.folders(prefix);
  }

  @Override
  public void delete(String key) {
    before();
    store.delete(key);
  }

  @Override
  public void close() {
    store.close();
  }

  private void before() {
    calls++;
    if (calls > callsBeforeFailure) {
      throw new StoreUnavailableException("the store is away");
    }
    if (failuresBefore > 0) {
      failuresBefore--;
      throw new StoreUnavailableException("the store is away");
    }
  }

  private void after() {
    if (failuresAfter > 0) {
      failuresAfter--;
      throw new StoreUnavailableException("the answer is lost");
    }
  }

  private static final class Limited extends InputStream {
    private final InputStream in;
    private int left;

    Limited(InputStream in, int limit) {
      this.in = in;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? in.read() : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = left > 0 ? in.read(buffer, offset, Math.min(length, left)) : -1;
      left -= Math.max(read, 0);
      return read;
    }
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the connection broke");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }
}
