package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.client.Service;
import io.boxstream.testbed.tls.TestAuthority;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service over HTTPS whose certificate is signed by a private authority. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpsTest {
  private final TestAuthority authority = TestAuthority.create("authority");
  private final HttpService service = HttpService.start(authority.issue("service").serverContext());
  private final Cli cli = new Cli();

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void prepare() {
    file = directory.resolve("authority.pem");
    authority.write(file);
    service.on("GET /v1/runs", 200, "[{\"id\":\"r-1\",\"state\":\"COMPLETED\"}]");
    cli.with(Service.TRAINER, service.address());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void isAskedWithItsAuthority() {
    int code = cli.with("BOXSTREAM_CA_FILE", file.toString()).run("runs");

    assertThat(code).as(cli.err()).isZero();
    assertThat(cli.out()).contains("r-1");
  }

  @Test
  void isNotBelievedWithoutIt() {
    assertThat(cli.run("runs", "--timeout", "0")).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(cli.err())
        .contains("no TLS connection to", service.address().toString(), "BOXSTREAM_CA_FILE");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    int code = cli.with("BOXSTREAM_CA_FILE", directory.resolve("absent").toString()).run("runs");

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("BOXSTREAM_CA_FILE", "absent");
  }
}
