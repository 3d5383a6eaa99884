package io.boxstream.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.boxstream.cli.FakeTime;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.HttpService.Answer;
import io.boxstream.cli.client.RetryPolicy;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.client.ServiceException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FolderWatchTest {

  @TempDir private Path temporary;
  private final HttpService ingest = HttpService.start();
  private final List<SentImage> results = new ArrayList<>();
  private Path folder;
  private FolderWatch watch;

  @BeforeEach
  void begin() throws IOException {
    folder = Files.createDirectory(temporary.resolve("folder"));
    ingest.on("POST /v1/images", 201, "{\"id\":\"7\",\"outcome\":\"accepted\"}");
    watch = open();
  }

  @AfterEach
  void stop() throws IOException {
    watch.close();
    ingest.close();
  }

  @Test
  void sendsAnImageWithItsAnnotationAfterTwoLooks() throws IOException {
    write("a.jpg", "the image");
    write("a.xml", "the annotation");

    assertThat(watch.look().unsent()).isEqualTo(1);
    assertThat(sent()).isEmpty();

    assertThat(watch.look().unsent()).isZero();
    assertThat(sent()).containsExactly("a.jpg");
    assertThat(ingest.requests().get(0).text())
        .contains("name=\"image\"; filename=\"a.jpg\"", "the image")
        .contains("name=\"annotation\"; filename=\"a.xml\"", "the annotation");

    watch.look();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void waitsWhileAFileGrows() throws IOException {
    write("a.jpg", "the ");
    write("a.xml", "<annotation/>");
    watch.look();
    Files.writeString(folder.resolve("a.jpg"), "image", StandardOpenOption.APPEND);
    watch.look();
    assertThat(sent()).isEmpty();

    watch.look();

    assertThat(ingest.requests()).hasSize(1);
    assertThat(ingest.requests().get(0).text()).contains("the image");
  }

  @Test
  void waitsForTheAnnotation() throws IOException {
    write("a.jpg", "image");
    write("a.xml", "");
    watch.look();
    assertThat(watch.look().alone()).containsExactly("a.jpg");

    write("a.xml", "<annotation/>");
    watch.look();
    watch.look();

    assertThat(sent()).containsExactly("a.jpg");
  }

  @Test
  void findsAnnotationsOfPascalVocFolders() throws IOException {
    write("set/JPEGImages/a.jpg", "image");
    write("set/Annotations/a.xml", "1");
    write("b.PNG", "image");
    write("Annotations/b.json", "2");
    write(".hidden/c.jpg", "image");
    write(".hidden/c.xml", "3");
    write("notes.txt", "text");

    lookTwice();

    assertThat(sent()).containsExactly("b.PNG", "set/JPEGImages/a.jpg");
  }

  @Test
  void sendsAgainWhatHasChanged() throws IOException {
    write("a.jpg", "image");
    write("a.xml", "first");
    lookTwice();

    write("a.xml", "other");
    Files.setLastModifiedTime(
        folder.resolve("a.xml"), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    lookTwice();

    assertThat(ingest.requests()).hasSize(2);
    assertThat(ingest.requests().get(1).text()).contains("other");
  }

  @Test
  void sendsNothingTwiceAfterARestart() throws IOException {
    write("a.jpg", "image");
    write("a.xml", "annotation");
    lookTwice();
    watch.close();
    Files.writeString(state(), "[\"b.jpg\",5,", StandardOpenOption.APPEND);

    watch = open();
    write("b.jpg", "image");
    write("b.xml", "annotation");
    lookTwice();

    assertThat(sent()).containsExactly("a.jpg", "b.jpg");
    assertThat(Files.readAllLines(state())).hasSize(2);
  }

  @Test
  void reportsRejectedImagesOnceAndGoesOn() throws IOException {
    ingest.on(
        "POST /v1/images",
        request ->
            request.text().contains("bad")
                ? new Answer(422, "{\"title\":\"Unprocessable Content\",\"code\":\"no-image\"}")
                : new Answer(200, "{\"id\":\"7\",\"outcome\":\"duplicate\"}"));
    write("a.jpg", "bad");
    write("a.xml", "annotation");
    write("b.jpg", "good");
    write("b.xml", "annotation");

    lookTwice();
    watch.look();

    assertThat(results)
        .extracting(SentImage::path, SentImage::outcome)
        .containsExactly(tuple("a.jpg", "rejected"), tuple("b.jpg", "duplicate"));
    assertThat(results.get(0).reason()).contains("no-image");
    assertThat(ingest.requests()).hasSize(2);
  }

  @Test
  void sendsLaterWhatTheServiceCannotTakeNow() throws IOException {
    ingest.on("POST /v1/images", 503, "{\"code\":\"log-unavailable\"}");
    write("a.jpg", "image");
    write("a.xml", "annotation");
    watch.look();
    assertThatThrownBy(() -> watch.look())
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("log-unavailable");

    ingest.on("POST /v1/images", 201, "{\"id\":\"7\",\"outcome\":\"accepted\"}");
    assertThat(watch.look().unsent()).isZero();

    assertThat(sent()).containsExactly("a.jpg");
  }

  private void lookTwice() throws IOException {
    watch.look();
    watch.look();
  }

  private List<String> sent() {
    return results.stream().map(SentImage::path).toList();
  }

  private Path state() {
    return temporary.resolve("state/watch.jsonl");
  }

  private FolderWatch open() throws IOException {
    ServiceClient client =
        new ServiceClient(
            Service.INGEST,
            ingest.address(),
            HttpClient.newHttpClient(),
            RetryPolicy.never(new FakeTime()),
            "");
    return FolderWatch.begin(folder, state(), client, results::add);
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
