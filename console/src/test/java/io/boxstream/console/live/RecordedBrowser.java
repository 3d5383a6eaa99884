package io.boxstream.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** A browser that keeps what it is sent, as long as it reads. */
final class RecordedBrowser implements Browser {
  private final List<String> received = new ArrayList<>();
  private boolean reading = true;
  private boolean cutOff;

  @Override
  public synchronized boolean send(byte[] bytes) {
    if (reading) {
      received.add(new String(bytes, UTF_8));
    }
    return reading;
  }

  @Override
  public synchronized void cutOff() {
    cutOff = true;
  }

  synchronized void stopReading() {
    reading = false;
  }

  synchronized boolean isCutOff() {
    return cutOff;
  }

  synchronized List<String> received() {
    return List.copyOf(received);
  }

  /** The data of the events of a kind. */
  synchronized List<String> data(EventKind kind) {
    String head = "event: " + kind.code() + "\ndata: ";
    return received.stream()
        .filter(event -> event.startsWith(head))
        .map(event -> event.substring(head.length()).strip())
        .toList();
  }
}
