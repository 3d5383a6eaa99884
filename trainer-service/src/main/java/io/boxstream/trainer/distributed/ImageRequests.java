package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.pipeline.LabelledImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks the coordinator for images of the worker's shard. Safe for several threads. */
final class ImageRequests {

  private static final String REQUEST = "request";
  private static final String INDEX = "index";

  private final Connection connection;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<LabelledImage>> open = new ConcurrentHashMap<>();

  ImageRequests(Connection connection) {
    this.connection = requireNonNull(connection, "connection");
  }

  /** Asks for an image and waits for it. The process ends with the connection, and so does this. */
  LabelledImage get(int index) {
    int number = numbers.incrementAndGet();
    CompletableFuture<LabelledImage> image = new CompletableFuture<>();
    open.put(number, image);
    try {
      connection.send(
          Message.of(
              Message.Kind.IMAGE,
              Map.of(REQUEST, Integer.toString(number), INDEX, Integer.toString(index))));
    } catch (IOException lost) {
      throw new UncheckedIOException("the coordinator is gone", lost);
    }
    return image.join();
  }

  /** Takes an answer of the coordinator. */
  void answer(Message message) {
    CompletableFuture<LabelledImage> image = open.remove(message.number(REQUEST));
    if (image != null) {
      image.complete(ImageBytes.read(message.payload()));
    }
  }

  /** The coordinator's answer. */
  static Message answerTo(Message request, LabelledImage image) {
    return new Message(
        Message.Kind.IMAGE, Map.of(REQUEST, request.field(REQUEST)), ImageBytes.write(image));
  }

  /** What a request asks for. */
  static int index(Message request) {
    return request.number(INDEX);
  }
}
