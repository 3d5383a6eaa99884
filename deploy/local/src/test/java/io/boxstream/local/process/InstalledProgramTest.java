package io.boxstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InstalledProgramTest {

  @TempDir private Path temporary;

  @Test
  void findsTheFirstThatIsThere() throws IOException {
    program("old-name", "exit 0");
    Path plain = Files.writeString(temporary.resolve("name"), "not executable");

    assertThat(InstalledProgram.find("::/nowhere:" + temporary, "name", "old-name"))
        .contains(new InstalledProgram(temporary.resolve("old-name")));
    assertThat(plain.toFile().setExecutable(true)).isTrue();
    assertThat(InstalledProgram.find(temporary.toString(), "name", "old-name"))
        .contains(new InstalledProgram(plain));
    assertThat(InstalledProgram.find("", "name")).isEmpty();
  }

  @Test
  void passesArgumentsOnAndGivesTheExitCodeBack() throws Exception {
    InstalledProgram program = program("tell", "echo \"$1|$2\"; exit 7");

    Process process = new ProcessBuilder(program.command(List.of("a b", "c"))).start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("a b|c\n");
    assertThat(process.waitFor()).isEqualTo(7);
  }

  @Test
  void endsWhenTheLauncherIsGone() throws Exception {
    Path ready = temporary.resolve("ready");
    InstalledProgram program = program("stay", "touch " + ready + "; exec sleep 600");
    Process process = new ProcessBuilder(program.command(List.of())).start();
    await().until(() -> Files.exists(ready));

    process.getOutputStream().close(); // as the system does it for a process that is gone

    assertThat(process.waitFor()).isEqualTo(128 + 15);
  }

  private InstalledProgram program(String name, String script) throws IOException {
    Path file = Files.writeString(temporary.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return new InstalledProgram(file);
  }
}
