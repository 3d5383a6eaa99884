package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import io.boxstream.cli.HttpService;
import io.boxstream.cli.HttpService.Answer;
import io.boxstream.cli.client.Service;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DetectCommandTest {

  @TempDir private Path folder;
  private final HttpService inference = HttpService.start();
  private final Cli cli = new Cli().with(Service.INFERENCE, inference.address());
  private Path image;

  @BeforeEach
  void prepare() throws IOException {
    image = folder.resolve("photo.png");
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    inference.on(
        "POST /v1/detect",
        200,
        """
        {"image":{"width":40,"height":30},
         "boxes":[{"label":"hat","score":0.9,"xMin":1,"yMin":2.25,"xMax":20,"yMax":25}]}""");
  }

  @AfterEach
  void stop() {
    inference.close();
  }

  @Test
  void printsTheBoxesOfEachImage() throws IOException {
    assertThat(cli.run("detect", "--threshold", "0.5", image.toString())).isZero();

    assertThat(cli.out())
        .isEqualTo(image + ": 1 box\n  hat              0.900      1.0     2.3    20.0    25.0\n");
    assertThat(inference.requests().get(0).body()).isEqualTo(Files.readAllBytes(image));
    assertThat(inference.requests().get(0).query()).isEqualTo("threshold=0.5");
  }

  @Test
  void drawsImagesOfOneNameBesideEachOther() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other")).resolve("photo.png");
    Files.copy(image, other);
    Path drawn = folder.resolve("drawn");

    assertThat(cli.run("detect", "--draw", drawn.toString(), image.toString(), other.toString()))
        .isZero();

    assertThat(drawn.resolve("photo-detected.jpg")).exists();
    assertThat(ImageIO.read(drawn.resolve("photo-2-detected.jpg").toFile()).getWidth())
        .isEqualTo(40);
  }

  @Test
  void goesOnAfterAnImageThatCannotBeUsed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jpg"), "text");
    inference.onSequence(
        "POST /v1/detect",
        new Answer(
            422,
            "{\"title\":\"Unprocessable Content\",\"detail\":\"no image\",\"code\":\"unreadable-image\"}"),
        new Answer(200, "{\"boxes\":[]}"));

    assertThat(cli.run("detect", "--json", text.toString(), image.toString()))
        .isEqualTo(ExitCode.INCOMPLETE);

    assertThat(cli.err()).contains("text.jpg", "unreadable-image");
    assertThat(cli.documents()).hasSize(1);
    assertThat(cli.documents().get(0).path("file").asText()).isEqualTo(image.toString());
    assertThat(cli.documents().get(0).at("/detection/boxes").isArray()).isTrue();
  }

  @Test
  void detectsWithTheModelThatIsNamed() {
    inference.on("POST /v1/models/hats and caps/detect", 200, "{\"boxes\":[]}");

    assertThat(
            cli.run("detect", "--model", "hats and caps", "--threshold", "0.5", image.toString()))
        .isZero();

    assertThat(cli.out()).isEqualTo(image + ": no box\n");
    assertThat(inference.requests().get(0).query()).isEqualTo("threshold=0.5");
  }

  @Test
  void endsAtTheFirstImageWhenThereIsNoSuchModel() {
    inference.on(
        "POST /v1/models/gloves/detect",
        404,
        """
        {"title":"Not Found","code":"unknown-model",
         "detail":"there is no model gloves; this service has detector, hats"}""");

    assertThat(cli.run("detect", "--model", "gloves", image.toString(), image.toString()))
        .isEqualTo(ExitCode.REFUSED);

    assertThat(cli.err()).contains("unknown-model", "this service has detector, hats");
    assertThat(inference.requests()).hasSize(1);
  }

  @Test
  void saysThatThereIsNoModelYet() {
    inference.on(
        "POST /v1/detect", 503, "{\"title\":\"T\",\"detail\":\"none\",\"code\":\"no-model\"}");

    assertThat(cli.run("detect", image.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(cli.err()).contains("no-model");
  }
}
