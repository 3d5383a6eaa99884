package io.boxstream.local.service;

import java.util.List;

/** How the broker and the store log: to standard output, which goes to their log files. */
final class ConsoleLog {

  private ConsoleLog() {}

  static List<String> properties(String level) {
    return List.of(
        "-Dorg.slf4j.simpleLogger.logFile=System.out",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=" + level,
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
  }
}
