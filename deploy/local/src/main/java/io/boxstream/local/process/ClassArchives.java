package io.boxstream.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives of the classes that earlier JVMs loaded, one for each program (class data sharing). A
 * JVM with an archive needs about half of the processor time to start. A JVM that has none writes
 * one when it ends; {@link #keep} takes it over. An archive fits one Java and one class path: for
 * any other a new one is written.
 */
public final class ClassArchives {

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchives.class);
  private static final String SUFFIX = ".jsa";

  /** What the JVM says about classes that cannot be archived is of no use in a service's log. */
  private static final String QUIET = "-Xlog:cds*=off";

  private final Optional<Path> folder;
  private final Map<String, NewArchive> beingWritten = new HashMap<>();

  private ClassArchives(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Archives in a folder, which is made when it is absent. */
  public static ClassArchives in(Path folder) {
    return new ClassArchives(Optional.of(folder.toAbsolutePath()));
  }

  /** No archives: every JVM loads its classes from the class path. */
  public static ClassArchives none() {
    return new ClassArchives(Optional.empty());
  }

  /**
   * The options of a JVM that reads the program's archive or, if there is none, writes it.
   *
   * @param program its name, which is part of the archive's
   */
  synchronized List<String> options(String program, String classPath) {
    if (folder.isEmpty() || !isArchivable(classPath)) {
      return List.of();
    }
    try {
      Path archives = Files.createDirectories(folder.get());
      Path archive = archives.resolve(program + "-" + fingerprint(classPath) + SUFFIX);
      if (Files.exists(archive)) {
        return List.of("-XX:SharedArchiveFile=" + archive, QUIET);
      }
      // Another run may write the same archive at the same time.
      Path file = archives.resolve(program + "-" + ProcessHandle.current().pid() + ".new");
      Files.deleteIfExists(file);
      beingWritten.put(program, new NewArchive(file, archive));
      return List.of("-XX:ArchiveClassesAtExit=" + file, QUIET);
    } catch (IOException e) {
      throw new UncheckedIOException("could not use the class archives in " + folder.get(), e);
    }
  }

  /** Whether JVMs will write archives when they end, which takes some seconds. */
  public synchronized boolean willBeWritten() {
    return !beingWritten.isEmpty();
  }

  /**
   * Takes over the archives that were written, in place of older ones of the same programs.
   *
   * @param ended the programs that were not killed: others may have written half of an archive
   */
  public synchronized void keep(Set<String> ended) {
    beingWritten.forEach(
        (program, written) -> {
          try {
            if (ended.contains(program) && Files.exists(written.file())) {
              deleteOlder(program);
              Files.move(written.file(), written.archive(), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(written.file());
          } catch (IOException e) {
            LOG.warn("Could not keep {}; the next run writes it again", written.archive(), e);
          }
        });
    beingWritten.clear();
  }

  private void deleteOlder(String program) throws IOException {
    try (Stream<Path> files = Files.list(folder.orElseThrow())) {
      for (Path file : files.filter(file -> isOf(program, file)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isOf(String program, Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(program + "-") && name.endsWith(SUFFIX);
  }

  /** The JVM archives classes of jars only. */
  private static boolean isArchivable(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .allMatch(entry -> Files.isRegularFile(Path.of(entry)));
  }

  private static String fingerprint(String classPath) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        Path jar = Path.of(entry);
        String line = "\n%s %d %s".formatted(jar, Files.size(jar), Files.getLastModifiedTime(jar));
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** An archive that a running JVM will write to {@code file}. */
  private record NewArchive(Path file, Path archive) {}
}
