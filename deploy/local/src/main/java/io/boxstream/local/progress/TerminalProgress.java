package io.boxstream.local.progress;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** One line per stage, each written over in place. */
public final class TerminalProgress implements Progress {

  private static final String BOLD = "\u001b[1;36m";
  private static final String PLAIN = "\u001b[0m";
  private static final String CLEAR_LINE = "\u001b[2K";
  private static final String CLEAR_BELOW = "\u001b[0J";
  private static final int LABEL = 10;

  private final PrintStream out;
  private final int columns;
  private final Map<Stage, String> lines = new EnumMap<>(Stage.class);
  private int drawn;

  /**
   * Progress on a terminal.
   *
   * @param columns how wide the terminal is
   */
  public TerminalProgress(PrintStream out, int columns) {
    this.out = Objects.requireNonNull(out, "out");
    this.columns = Math.max(columns, 40);
  }

  @Override
  public void show(Stage stage, String text) {
    if (!text.equals(lines.put(stage, text))) {
      draw("");
    }
  }

  @Override
  public void report(Stage stage, String text) {
    show(stage, text);
  }

  @Override
  public void print(String line) {
    draw(CLEAR_BELOW + line + System.lineSeparator());
  }

  private void draw(String above) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append('A');
    }
    text.append('\r').append(above);
    lines.forEach(
        (stage, line) ->
            text.append(CLEAR_LINE)
                .append(BOLD)
                .append(String.format(Locale.ROOT, "%-" + LABEL + "s", stage.label()))
                .append(PLAIN)
                .append(cut(line))
                .append('\n'));
    drawn = lines.size();
    out.print(text);
    out.flush();
  }

  private String cut(String line) {
    int room = columns - LABEL - 1;
    return line.length() <= room ? line : line.substring(0, room - 1) + "…";
  }
}
