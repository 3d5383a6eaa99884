package io.boxstream.rest.upload;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;

/**
 * The bytes of a body, in memory as long as there is room, then in a file. Never blocks; used on
 * one event loop.
 */
final class BodyStorage implements AutoCloseable {
  private static final String OWNER_ONLY = "rw-------";

  private final FileSystem files;
  private final BodyMemory.Share memory;
  private final Path directory;
  private Buffer bytes = Buffer.buffer();
  private Future<AsyncFile> file;
  private String path;
  private boolean closed;

  /**
   * @param memory that the body may take
   * @param directory of its file
   */
  BodyStorage(FileSystem files, BodyMemory.Share memory, Path directory) {
    this.files = files;
    this.memory = memory;
    this.directory = directory;
  }

  /**
   * Keeps some more bytes.
   *
   * @return fails if they cannot be written
   */
  Future<Void> append(Buffer more) {
    if (file == null && memory.take(more.length())) {
      bytes.appendBuffer(more);
      return Future.succeededFuture();
    }
    if (file != null) {
      return file.compose(open -> open.write(more));
    }
    Buffer first = bytes.appendBuffer(more);
    bytes = Buffer.buffer();
    file = createFile();
    return file.compose(open -> open.write(first)).onComplete(written -> memory.close());
  }

  /** Whether nothing more should be appended until the handler of {@link #whenReady} runs. */
  boolean isFull() {
    return file != null && (!file.succeeded() || file.result().writeQueueFull());
  }

  /** Calls a handler once, when there is room again. */
  void whenReady(Handler<Void> ready) {
    file.onSuccess(
        open -> {
          if (open.writeQueueFull()) {
            open.drainHandler(ready);
          } else {
            ready.handle(null);
          }
        });
  }

  /** The whole body, when all of it is written. */
  Future<ReceivedBody> complete() {
    return file == null
        ? Future.succeededFuture(ReceivedBody.inMemory(bytes))
        : file.compose(AsyncFile::close).map(done -> ReceivedBody.inFile(Path.of(path)));
  }

  private Future<AsyncFile> createFile() {
    return files
        .mkdirs(directory.toString())
        .compose(made -> files.createTempFile(directory.toString(), "body", "", OWNER_ONLY))
        .compose(
            created -> {
              path = created;
              return closed
                  ? Future.<AsyncFile>failedFuture("the request has ended")
                  : files.open(created, new OpenOptions().setWrite(true));
            });
  }

  /** Frees the memory and deletes the file, if it was not moved. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    bytes = Buffer.buffer();
    memory.close();
    if (file != null) {
      file.compose(AsyncFile::close)
          .onComplete(
              ended -> {
                if (path != null) {
                  files.delete(path);
                }
              });
    }
  }
}
