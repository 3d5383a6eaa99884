package io.boxstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With JVMs that run a small program. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClassArchivesTest {

  private static final String PROGRAM = "program";

  @TempDir private Path temporary;
  private Path jar;
  private ClassArchives archives;

  @BeforeEach
  void packProgram() throws IOException {
    jar = temporary.resolve("program.jar");
    String entry = Program.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream code = Program.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      code.transferTo(out);
    }
    archives = ClassArchives.in(temporary.resolve("archives"));
  }

  @Test
  void theSecondJvmReadsItsClassesFromTheArchiveOfTheFirst() throws Exception {
    assertThat(run(archives.options(PROGRAM, jar.toString()))).contains("source: file:");
    archives.keep(Set.of(PROGRAM));

    String loaded = run(archives.options(PROGRAM, jar.toString()));

    assertThat(loaded)
        .containsPattern("Program source: shared objects file")
        .doesNotContain("source: file:");
  }

  @Test
  void keepsNothingOfAProgramThatWasKilled() throws Exception {
    run(archives.options(PROGRAM, jar.toString()));

    archives.keep(Set.of());

    assertThat(files()).isEmpty();
  }

  @Test
  void replacesTheArchiveOfAnotherClassPath() throws Exception {
    run(archives.options(PROGRAM, jar.toString()));
    archives.keep(Set.of(PROGRAM));
    List<Path> before = files();
    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));

    List<String> options = archives.options(PROGRAM, jar.toString());
    assertThat(options).anyMatch(option -> option.startsWith("-XX:ArchiveClassesAtExit="));
    run(options);
    archives.keep(Set.of(PROGRAM));

    assertThat(files()).hasSize(1).doesNotContainAnyElementsOf(before);
  }

  @Test
  void leavesJvmsAloneWhoseClassesAreNotInJars() {
    assertThat(archives.options(PROGRAM, jar + File.pathSeparator + temporary)).isEmpty();
    assertThat(ClassArchives.none().options(PROGRAM, jar.toString())).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("archives"))) {
      return files.toList();
    }
  }

  private String run(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load");
    command.addAll(options);
    command.addAll(List.of("-cp", jar.toString(), Program.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  /** A main class that prints a line. */
  public static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      System.out.println("done");
    }
  }
}
