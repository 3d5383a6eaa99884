package io.boxstream.local.progress;

/** Where progress is shown. Used by one thread. */
public interface Progress {

  /** The current activity of a stage; newer activity may replace it. */
  void show(Stage stage, String text);

  /** A message of a stage that stays visible. */
  void report(Stage stage, String text);

  /** A line without a stage. */
  void print(String line);
}
