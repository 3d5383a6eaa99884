package io.boxstream.console.live;

/** A browser that listens. Its methods do not wait. */
public interface Browser {

  /**
   * Sends bytes of the stream.
   *
   * @return false if the browser does not read what it was sent before
   */
  boolean send(byte[] bytes);

  /** Ends its stream. */
  void cutOff();
}
