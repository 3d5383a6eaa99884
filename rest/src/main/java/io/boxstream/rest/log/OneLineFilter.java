package io.boxstream.rest.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Makes each message one line. Messages have text of clients in them, such as names of files and
 * classes: a line break in it would begin a line that looks like one of this service, and control
 * characters would change what a terminal shows. Secrets of API keys are left out. {@code
 * META-INF/microprofile-config.properties} applies it to the console and the log file.
 */
@LoggingFilter(name = "one-line")
public final class OneLineFilter implements Filter {

  @Override
  public boolean isLoggable(LogRecord record) {
    ExtLogRecord extended = ExtLogRecord.wrap(record);
    String message = extended.getFormattedMessage();
    if (message != null && !OneLine.isSafe(message)) {
      replace(record, OneLine.of(message));
    }
    if (record.getThrown() != null) {
      record.setThrown(OneLineThrowable.of(record.getThrown()));
    }
    return true;
  }

  private static void replace(LogRecord record, String message) {
    if (record instanceof ExtLogRecord extended) {
      extended.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
    } else {
      record.setMessage(message);
    }
    record.setParameters(null);
  }
}
