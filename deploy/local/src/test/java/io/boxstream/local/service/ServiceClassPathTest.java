package io.boxstream.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceClassPathTest {

  @TempDir private Path folder;

  @Test
  void hasGeneratedClassesFirstAndOnlyTheLibrariesOfTheService() throws IOException {
    // Given a packaged service whose folder of libraries has those of another service
    List<Path> own =
        Stream.of(
                "quarkus/transformed-bytecode.jar",
                "quarkus/generated-bytecode.jar",
                "app/ingest-service-1.jar",
                "lib/main/org.example.library-1.2.jar",
                "lib/boot/org.example.native-3-linux-x86_64.jar")
            .map(this::file)
            .toList();
    file("lib/main/org.example.other-1.jar");
    Files.writeString(
        folder.resolve("quarkus-app-dependencies.txt"),
        """
        org.example:library::jar:1.2
        org.example:native:linux-x86_64:jar:3
        org.example:removed::jar:1
        """);

    String classPath = ServiceClassPath.of(file("quarkus-run.jar"));

    assertThat(classPath.split(":"))
        .containsExactlyElementsOf(own.stream().map(Path::toString).toList());
  }

  private Path file(String name) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
