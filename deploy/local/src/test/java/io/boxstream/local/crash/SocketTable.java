package io.boxstream.local.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP connections of other processes, as Linux lists them. */
final class SocketTable {

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int INODE = 9;
  private static final int HEXADECIMAL = 16;

  private SocketTable() {}

  /** The local port of the connection that a process has to a port of another one. */
  static int portTowards(int remote, long pid) throws IOException {
    Set<String> own = sockets(pid);
    String suffix = ":" + String.format(Locale.ROOT, "%04X", remote);
    return Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(Path.of("/proc", Long.toString(pid), "net", table)).stream())
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > INODE && fields[REMOTE].endsWith(suffix))
        .filter(fields -> own.contains("socket:[" + fields[INODE] + "]"))
        .map(fields -> fields[LOCAL].substring(fields[LOCAL].indexOf(':') + 1))
        .map(port -> Integer.parseInt(port, HEXADECIMAL))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> sockets(long pid) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.map(SocketTable::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (IOException absent) {
      return List.of();
    }
  }
}
