package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.Topics;
import io.boxstream.local.process.ConditionWaiter;
import io.boxstream.local.process.DiskFullException;
import io.boxstream.local.process.DiskSpace;
import io.boxstream.local.process.JavaCommands;
import io.boxstream.local.process.OrphanedProcesses;
import io.boxstream.local.process.Supervisor;
import io.boxstream.local.progress.PlainProgress;
import io.boxstream.local.service.Platform;
import io.boxstream.local.service.TopicReader;
import io.boxstream.local.settings.CommandLineReader;
import io.boxstream.local.settings.LocalSettings;
import io.boxstream.local.settings.StateFolder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker, the store and the services on a small disk that fills up with images, beside a file
 * that makes room when it is deleted. Needs the packaged services and the right to mount.
 */
@Tag("system")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FullDiskIT {

  private static final int DISK_MEGABYTES = 384;
  private static final int BALLAST_MEGABYTES = 224;

  /**
   * Noise of this size takes about 390 kB in the log, and as much in each of two data set views.
   */
  private static final int LARGEST_SIDE = 360;

  private static final int SMALLEST_SIDE = 16;

  private static final int MOST_IMAGES = 2000;

  @TempDir private Path temporary;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(7);
  private final Set<String> acknowledged = new HashSet<>();
  private Path disk;
  private Path ballast;
  private LocalSettings settings;

  @BeforeEach
  void mountSmallDisk() throws IOException, InterruptedException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    disk = Files.createDirectory(temporary.resolve("disk"));
    int mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "tmpfs", disk.toString());
    assumeTrue(mounted == 0, "a small disk cannot be mounted: this needs root");
    ballast = disk.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (int i = 0; i < BALLAST_MEGABYTES; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    settings =
        new CommandLineReader(LocalCheckout.INSTALLATION)
            .read(
                "--once",
                "--state",
                disk.resolve("state").toString(),
                "--port-base",
                String.valueOf(LocalCheckout.freePortBase()))
            .orElseThrow();
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (disk != null) {
      run("umount", disk.toString());
    }
  }

  @Test
  void aFullDiskEndsTheRunWithTheReasonAndLosesNoImageThatWasAcknowledged() throws Exception {
    // Given a run whose disk is full
    Optional<DiskFullException> failure = runUntilTheDiskIsFull();

    assertThat(failure).as("acknowledged %d images", acknowledged.size()).isPresent();
    assertThat(failure.get())
        .hasMessageContaining("the disk of " + settings.state())
        .hasMessageContaining("bytes) are free")
        .hasMessageContaining("Make room there, then start again with the same command");
    assertThat(acknowledged).isNotEmpty();

    // When there is room, and it is started again
    Files.delete(ballast);

    // Then
    assertThat(imagesOnTheLogAfterAStart()).containsAll(acknowledged);
  }

  private Optional<DiskFullException> runUntilTheDiskIsFull() throws Exception {
    try (StateFolder state = StateFolder.open(settings.state(), false);
        Supervisor supervisor = supervisor(state)) {
      Platform platform = start(state, supervisor);
      URI address = platform.ingest().address().resolve("/v1/images");
      int side = LARGEST_SIDE;
      for (int i = 0; i < MOST_IMAGES; i++) {
        supervisor.check();
        // Where there is no room for an image there may be room for a smaller one.
        side = send(address, noise(side)) ? side : Math.max(SMALLEST_SIDE, side / 2);
      }
      return Optional.empty();
    } catch (DiskFullException e) {
      return Optional.of(e);
    }
  }

  private Set<String> imagesOnTheLogAfterAStart() {
    Set<String> found = new HashSet<>();
    try (StateFolder state = StateFolder.open(settings.state(), false);
        Supervisor supervisor = supervisor(state)) {
      Platform platform = start(state, supervisor);
      try (TopicReader reader =
          TopicReader.fromBeginning(platform.kafka(), Topics.ANNOTATED_IMAGES)) {
        var ends = reader.ends();
        while (!reader.hasReached(ends)) {
          reader
              .poll(Duration.ofSeconds(1))
              .forEach(record -> found.add(new String(record.key(), StandardCharsets.UTF_8)));
        }
      }
      supervisor.check();
    }
    return found;
  }

  private Platform start(StateFolder state, Supervisor supervisor) {
    Platform platform = new Platform(settings, state, JavaCommands.ofThisProcess());
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    platform.start(
        LocalCheckout.INSTALLATION,
        supervisor,
        new ConditionWaiter(supervisor),
        new PlainProgress(out, Clock.systemUTC()));
    supervisor.restartEnded();
    return platform;
  }

  private Supervisor supervisor(StateFolder state) {
    return new Supervisor(
        new OrphanedProcesses(state.file("processes")),
        DiskSpace.of(settings.state()),
        notice -> printed.writeBytes(notice.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends one image; without an answer of success it is not acknowledged. */
  private boolean send(URI address, byte[] image) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(HttpRequest.BodyPublishers.ofByteArray(form(image)))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 201) {
        acknowledged.add(new ObjectMapper().readTree(response.body()).path("id").asText());
        return true;
      }
      assertThat(response.statusCode()).as(response.body()).isGreaterThanOrEqualTo(500);
    } catch (IOException e) {
      printed.writeBytes((e + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return false;
  }

  private static byte[] form(byte[] image) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String part = "--part\r\nContent-Disposition: form-data; name=";
    body.writeBytes(
        (part + "\"image\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(image);
    body.writeBytes(
        ("\r\n" + part + "\"annotation\"\r\n\r\n{\"boxes\":[]}\r\n--part--\r\n")
            .getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  /** An image that does not compress. */
  private byte[] noise(int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, side, side, random.ints((long) side * side).toArray(), 0, side);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
