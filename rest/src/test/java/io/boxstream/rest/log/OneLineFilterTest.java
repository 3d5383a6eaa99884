package io.boxstream.rest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.access.KeySecret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class OneLineFilterTest {
  private static final String HOSTILE =
      "hat\r\n2026-11-29 INFO all is well \u001b[2J\u009b31m\u202e\u2028";
  private static final String ESCAPED =
      "hat\\r\\n2026-11-29 INFO all is well \\u001b[2J\\u009b31m\\u202e\\u2028";

  private final OneLineFilter filter = new OneLineFilter();
  private final PatternFormatter formatter = new PatternFormatter("%p %s%e%n");

  @Test
  void aMessageIsOneLine() {
    ExtLogRecord record =
        new ExtLogRecord(
            Level.INFO, "class {0}: 100%%", ExtLogRecord.FormatStyle.MESSAGE_FORMAT, "test");
    record.setParameters(new Object[] {HOSTILE});

    assertThat(shown(record)).isEqualTo("INFO class " + ESCAPED + ": 100%%\n");
  }

  @Test
  void anOrdinaryMessageStaysAsItIs() {
    ExtLogRecord record =
        new ExtLogRecord(Level.INFO, "%d\tHütte %s 😀", ExtLogRecord.FormatStyle.PRINTF, "test");
    record.setParameters(new Object[] {7, "ok"});

    assertThat(shown(record)).isEqualTo("INFO 7\tHütte ok 😀\n");
    assertThat(record.getParameters()).hasSize(2);
  }

  @Test
  void keysAreLeftOut() {
    KeySecret key = KeySecret.generate(new SecureRandom());
    ExtLogRecord record = new ExtLogRecord(Level.INFO, "no run " + key.reveal() + ".", "test");
    record.setThrown(new IOException(key.reveal()));

    assertThat(shown(record))
        .startsWith("INFO no run bxs_" + key.id() + "_....")
        .contains("IOException: bxs_" + key.id() + "_...")
        .doesNotContain(key.secret());
  }

  @Test
  void messagesOfAllCausesAreParts() {
    IllegalStateException failure = new IllegalStateException("outside", new IOException(HOSTILE));
    failure.addSuppressed(new IOException("also\nthis"));
    ExtLogRecord record = new ExtLogRecord(Level.SEVERE, "failed", "test");
    record.setThrown(failure);

    String shown = shown(record);

    assertThat(shown)
        .contains("java.lang.IllegalStateException: outside")
        .contains("Caused by: java.io.IOException: " + ESCAPED)
        .contains("java.io.IOException: also\\nthis")
        .contains("at io.boxstream.rest.log.OneLineFilterTest");
    assertThat(shown.lines())
        .noneMatch(line -> line.startsWith("2026-11-29") || line.startsWith("this"));
  }

  @Test
  void exceptionsThatAreTheirOwnCauseEnd() {
    IOException first = new IOException("first\n");
    IOException second = new IOException("second", first);
    first.initCause(second);

    StringWriter written = new StringWriter();
    OneLineThrowable.of(first).printStackTrace(new PrintWriter(written));

    assertThat(written.toString()).contains("first\\n").contains("second");
  }

  @Test
  void recordsOfOtherFrameworksAreTreatedAlike() {
    LogRecord record = new LogRecord(Level.INFO, "a {0}");
    record.setParameters(new Object[] {"b\nc"});

    assertThat(filter.isLoggable(record)).isTrue();
    assertThat(formatter.format(ExtLogRecord.wrap(record))).isEqualTo("INFO a b\\nc\n");
  }

  private String shown(ExtLogRecord record) {
    assertThat(filter.isLoggable(record)).isTrue();
    return formatter.format(record);
  }
}
