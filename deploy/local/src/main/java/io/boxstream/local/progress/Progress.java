package io.boxstream.local.progress;

/** Where progress is shown. Used by one thread. */
public interface Progress {

  /** What a stage is doing now; it may be followed by something newer before anybody sees it. */
  void show(Stage stage, String text);

  /** Something about a stage that must be seen. */
  void tell(Stage stage, String text);

  /** A line of its own. */
  void say(String line);
}
