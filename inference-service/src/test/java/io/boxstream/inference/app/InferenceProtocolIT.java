package io.boxstream.inference.app;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.TestImages;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Inference Protocol against a model that serves. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class InferenceProtocolIT {
  private static final String INFER = "/v2/models/detector/infer";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestHTTPResource(INFER)
  URI infer;

  private int generation;

  @BeforeEach
  void serve() {
    generation = PromotedModel.serving();
  }

  @Test
  void describesServiceAndModel() {
    when().get("/v2/health/live").then().statusCode(200).body("live", equalTo(true));
    when().get("/v2/health/ready").then().statusCode(200).body("ready", equalTo(true));
    when()
        .get("/v2")
        .then()
        .statusCode(200)
        .body("name", equalTo("boxstream-inference"))
        .body("extensions", hasItems("binary_tensor_data"));
    for (String model : List.of("detector", "detector/versions/" + generation)) {
      when()
          .get("/v2/models/" + model)
          .then()
          .statusCode(200)
          .body("name", equalTo("detector"))
          .body("versions", equalTo(List.of("" + generation)))
          .body("inputs.name.unique()", equalTo(List.of("image")))
          .body("inputs.datatype", equalTo(List.of("BYTES", "UINT8", "UINT8", "FP32", "FP32")))
          .body("inputs[2].shape", equalTo(List.of(-1, 3, -1, -1)))
          .body("inputs[2].parameters.layout", equalTo("NCHW"))
          .body("inputs[3].shape", equalTo(List.of(-1, -1, -1, 3)))
          .body("inputs[3].parameters.range", equalTo("0 to 1"))
          .body("outputs.name", equalTo(List.of("boxes", "scores", "labels", "count")));
      when().get("/v2/models/" + model + "/ready").then().statusCode(200);
    }
    given()
        .body("{\"ready\": true}")
        .post("/v2/repository/index")
        .then()
        .statusCode(200)
        .body("", hasSize(1))
        .body("[0].name", equalTo("detector"))
        .body("[0].version", equalTo("" + generation))
        .body("[0].state", equalTo("READY"));
    given().post("/v2/repository/index").then().statusCode(200).body("", hasSize(1));
  }

  @Test
  void answersJsonAsDetectDoes() {
    byte[] png = TestImages.png(120, 80, 5);
    ValidatableResponse detected =
        given().contentType("image/png").body(png).post("/v1/detect?threshold=0.02").then();
    List<Float> scores = detected.extract().path("boxes.score");

    ValidatableResponse answer =
        post(
            """
            {"id": "42", "parameters": {"threshold": 0.02},
             "inputs": [{"name": "image", "shape": [1], "datatype": "BYTES",
                         "parameters": {"content_type": "base64"}, "data": ["%s"]}]}
            """
                .formatted(base64(png)));

    answer
        .statusCode(200)
        .contentType("application/json")
        .body("id", equalTo("42"))
        .body("model_name", equalTo("detector"))
        .body("model_version", equalTo("" + generation))
        .body("outputs.name", equalTo(List.of("boxes", "scores", "labels", "count")))
        .body("outputs[0].shape", equalTo(List.of(1, scores.size(), 4)))
        .body("outputs[1].data", equalTo(scores))
        .body("outputs[2].data", equalTo(detected.extract().path("boxes.label")))
        .body("outputs[3].data", equalTo(List.of(scores.size())));
    List<Float> boxes = answer.extract().path("outputs[0].data");
    assertThat(boxes.get(2)).isEqualTo(detected.extract().<Float>path("boxes[0].xMax"));
    assertThat(boxes.get(5)).isEqualTo(detected.extract().<Float>path("boxes[1].yMin"));
  }

  @Test
  void fillsUpImagesWithFewerBoxes() {
    // An image of one pixel has other boxes than a large one.
    ValidatableResponse answer =
        post(
            """
            {"parameters": {"top_k": 3},
             "inputs": [{"name": "image", "shape": [3, 1], "datatype": "BYTES",
                         "data": [["%s"], ["%s"], ["%s"]]}]}
            """
                .formatted(
                    base64(TestImages.png(120, 80, 5)),
                    base64(TestImages.jpeg(1, 1, 1)),
                    base64(TestImages.png(64, 64, 2))));

    answer.statusCode(200);
    List<Integer> counts = answer.extract().path("outputs[3].data");
    int most = Collections.max(counts);
    assertThat(counts).hasSize(3).allMatch(count -> count <= 3);
    answer.body("outputs[0].shape", equalTo(List.of(3, most, 4)));
    List<String> labels = answer.extract().path("outputs[2].data");
    List<Float> scores = answer.extract().path("outputs[1].data");
    for (int image = 0; image < 3; image++) {
      for (int box = 0; box < most; box++) {
        boolean found = box < counts.get(image);
        assertThat(labels.get(image * most + box).isEmpty()).isEqualTo(!found);
        assertThat(scores.get(image * most + box) > 0).isEqualTo(found);
      }
    }
  }

  @Test
  void answersTheOutputsThatWereRequestedAndNoBoxesAbove() {
    post("""
    {"parameters": {"threshold": "1"},
     "inputs": [{"name": "image", "shape": [1], "datatype": "BYTES", "data": ["%s"]}],
     "outputs": [{"name": "count"}, {"name": "boxes"}]}
    """
            .formatted(base64(TestImages.png(120, 80, 5))))
        .statusCode(200)
        .body("outputs.name", equalTo(List.of("count", "boxes")))
        .body("outputs[0].data", equalTo(List.of(0)))
        .body("outputs[1].shape", equalTo(List.of(1, 0, 4)))
        .body("outputs[1].data", equalTo(List.of()));
  }

  @Test
  void speaksTheBinaryExtension() throws Exception {
    // Given two images with their lengths in front
    byte[] first = TestImages.png(120, 80, 5);
    byte[] second = TestImages.jpeg(90, 70, 6);
    byte[] data = BinaryRequest.elements(List.of(first, second));
    String json =
        """
        {"id": "ü", "parameters": {"threshold": 0.02, "binary_data_output": true},
         "inputs": [{"name": "image", "shape": [2], "datatype": "BYTES",
                     "parameters": {"binary_data_size": %d}}],
         "outputs": [{"name": "scores"}, {"name": "labels"},
                     {"name": "count", "parameters": {"binary_data": false}}, {"name": "boxes"}]}
        """
            .formatted(data.length);

    // When
    HttpResponse<byte[]> response = new BinaryRequest(infer).send(json, data);

    // Then the outputs follow the JSON in its order
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    int length =
        Integer.parseInt(response.headers().firstValue(BinaryRequest.HEADER).orElseThrow());
    JsonNode answer = JSON.readTree(response.body(), 0, length);
    assertThat(answer.path("id").asText()).isEqualTo("ü");
    assertThat(answer.at("/outputs/2/data")).hasSize(2);
    int most = answer.at("/outputs/0/shape/1").asInt();
    ByteBuffer rest =
        ByteBuffer.wrap(response.body(), length, response.body().length - length)
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(answer.at("/outputs/0/parameters/binary_data_size").asInt()).isEqualTo(8 * most);
    List<Float> scores = floats(rest, 2 * most);
    int beforeLabels = rest.position();
    List<String> labels = texts(rest, 2 * most);
    assertThat(answer.at("/outputs/1/parameters/binary_data_size").asInt())
        .isEqualTo(rest.position() - beforeLabels);
    List<Float> boxes = floats(rest, 8 * most);
    assertThat(rest.hasRemaining()).isFalse();
    ValidatableResponse detected =
        given().contentType("image/jpeg").body(second).post("/v1/detect?threshold=0.02").then();
    int count = answer.at("/outputs/2/data/1").asInt();
    assertThat(scores.subList(most, most + count))
        .isEqualTo(detected.extract().path("boxes.score"));
    assertThat(labels.subList(most, most + count))
        .isEqualTo(detected.extract().path("boxes.label"));
    assertThat(boxes.get(4 * most)).isEqualTo(detected.extract().<Float>path("boxes[0].xMin"));
  }

  @ParameterizedTest
  @CsvSource({"UINT8, NHWC", "UINT8, NCHW", "FP32, NHWC", "FP32, NCHW"})
  void takesPixelsInEveryForm(String datatype, String layout) throws Exception {
    // Given
    byte[] png = TestImages.png(37, 22, 5);
    RgbImage image = new ImageDecoder(ImageLimits.defaults()).decode(png);
    byte[] ordered = layout.equals("NHWC") ? image.rgb() : channelsFirst(image);
    List<Integer> shape = layout.equals("NHWC") ? List.of(1, 22, 37, 3) : List.of(1, 3, 22, 37);
    List<Float> expected = scores(jsonOf("BYTES", "[1]", "[\"" + base64(png) + "\"]"));

    // When
    List<Float> fromJson = scores(jsonOf(datatype, shape.toString(), numbers(datatype, ordered)));
    byte[] binary = datatype.equals("UINT8") ? ordered : BinaryRequest.floats(scaled(ordered));
    HttpResponse<byte[]> response =
        new BinaryRequest(infer)
            .send(
                """
                {"parameters": {"threshold": 0.02},
                 "inputs": [{"name": "image", "shape": %s, "datatype": "%s",
                             "parameters": {"binary_data_size": %d}}]}
                """
                    .formatted(shape, datatype, binary.length),
                binary);

    // Then
    assertThat(expected).isNotEmpty();
    assertThat(fromJson).isEqualTo(expected);
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode fromBinary = JSON.readTree(response.body()).at("/outputs/1/data");
    assertThat(fromBinary).hasSize(expected.size());
    assertThat((float) fromBinary.get(0).asDouble()).isEqualTo(expected.get(0));
  }

  @Test
  void takesAnImageWithoutJson() throws Exception {
    HttpResponse<byte[]> response =
        new BinaryRequest(infer).send("", TestImages.png(120, 80, 5), "0");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(response.body()).at("/outputs/3/data/0").asInt()).isPositive();
  }

  @Test
  void knowsOneModelAndTheVersionThatServes() {
    String body = jsonOf("BYTES", "[1]", "[\"" + base64(TestImages.png(60, 40, 5)) + "\"]");

    given()
        .body(body)
        .post("/v2/models/detector/versions/" + generation + "/infer")
        .then()
        .statusCode(200);
    for (String wrong :
        List.of("other", "detector/versions/" + (generation + 1), "detector/versions/x")) {
      given()
          .body(body)
          .post("/v2/models/" + wrong + "/infer")
          .then()
          .statusCode(404)
          .contentType("application/json")
          .body("error", containsString(wrong.contains("/") ? "does not serve" : "no model other"))
          .body("keySet()", hasSize(1));
      when().get("/v2/models/" + wrong).then().statusCode(404).body("error", not(equalTo(null)));
      when().get("/v2/models/" + wrong + "/ready").then().statusCode(404);
    }
  }

  @Test
  void statesEveryErrorAsTheProtocolDoes() {
    when()
        .get("/v2/models/detector/config")
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body("error", containsString("nothing"));
    when().get(INFER).then().statusCode(405).body("error", containsString("method"));
    given()
        .header("Content-Encoding", "gzip")
        .body("x")
        .post(INFER)
        .then()
        .statusCode(415)
        .contentType("application/json")
        .body("error", containsString("Content-Encoding"));
    given()
        .header("Origin", "http://elsewhere.example")
        .get("/v2")
        .then()
        .statusCode(403)
        .contentType("application/json")
        .body("error", not(equalTo(null)));
    given()
        .body(new byte[(32 << 20) + 1])
        .post(INFER)
        .then()
        .statusCode(413)
        .body("error", containsString("max-request-size"));
  }

  @Test
  void namesTheImageThatCannotBeRead() {
    post(jsonOf(
            "BYTES",
            "[2]",
            "[\"%s\", \"%s\"]"
                .formatted(base64(TestImages.png(60, 40, 5)), base64("no".getBytes(UTF_8)))))
        .statusCode(422)
        .body("error", containsString("image 2 of 2: "));
    post(jsonOf("BYTES", "[1]", "[\"" + base64("GIF89a and more".getBytes(UTF_8)) + "\"]"))
        .statusCode(415)
        .body("error", containsString("GIF"));
    post(jsonOf(
            "BYTES",
            "[1]",
            "[\"%s\"]".formatted(base64(TestImages.claimingToBeHuge(TestImages.jpeg(120, 80, 5))))))
        .statusCode(413)
        .body("error", containsString("65000"));
  }

  @Test
  void takesAtMostSoManyImages() {
    String image = "\"" + base64(TestImages.png(8, 8, 5)) + "\"";
    String sixteen = String.join(",", Collections.nCopies(16, image));

    post(jsonOf("BYTES", "[16]", "[" + sixteen + "]"))
        .statusCode(200)
        .body("outputs[3].shape", equalTo(List.of(16)));
    post(jsonOf("BYTES", "[17]", "[" + sixteen + "," + image + "]"))
        .statusCode(413)
        .body("error", containsString("max-images"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{}",
        "{\"inputs\": []}",
        "{\"inputs\": [1]}",
        "{\"inputs\": {\"name\": \"image\"}}",
        "{\"inputs\": [{}]}",
        "{\"inputs\": [{\"name\": \"image\", \"datatype\": \"BYTES\", \"shape\": [1]}]}",
        "{\"inputs\": [{\"name\": 1, \"datatype\": \"BYTES\", \"shape\": [1], \"data\": []}]}",
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\":"
            + " [\"\"]}]}"
      })
  void refusesWhatIsNoRequest(String body) {
    post(body).statusCode(400).contentType("application/json").body("error", not(equalTo(null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT64 | [1] | [1]",
        "BF16 | [1] | [1]",
        "bytes | [1] | ['AAAA']",
        "BYTES | [-1] | ['AAAA']",
        "BYTES | [0] | []",
        "BYTES | [] | []",
        "BYTES | [1, 2] | ['AAAA', 'AAAA']",
        "BYTES | [2] | ['AAAA']",
        "BYTES | [1] | ['AAAA', 'AAAA']",
        "BYTES | [1] | [1]",
        "BYTES | [1] | [null]",
        "BYTES | [1] | [{}]",
        "BYTES | [1] | ['!']",
        "BYTES | [1] | 'AAAA'",
        "BYTES | [1.0] | ['AAAA']",
        "BYTES | [99999999999999999999] | ['AAAA']",
        "UINT8 | [1, 1, 1, 3] | [1, 2]",
        "UINT8 | [1, 1, 1, 3] | [1, 2, 3, 4]",
        "UINT8 | [1, 1, 1, 3] | [1, 2, 256]",
        "UINT8 | [1, 1, 1, 3] | [1, 2, -1]",
        "UINT8 | [1, 1, 1, 3] | [1, 2, 0.5]",
        "UINT8 | [1, 1, 1, 3] | [1, 2, true]",
        "UINT8 | [1, 1, 1, 4] | [1, 2, 3, 4]",
        "UINT8 | [1, 1, 3] | [1, 2, 3]",
        "UINT8 | [1, 0, 1, 3] | []",
        "UINT8 | [1, -1, -1, 3] | [1, 2, 3]",
        "UINT8 | [-1, -1, -1, 3] | [1, 2, 3]",
        "FP32 | [1, 1, 1, 3] | [0.1, 0.2, NaN]",
        "FP32 | [1, 1, 1, 3] | [0.1, 0.2, 1e99]",
        "FP32 | [1, 1, 1, 3] | [0.1, 0.2, 200]",
        "FP32 | [1, 1, 1, 3] | [0.1, 0.2, -0.5]",
        "FP32 | [1, 1, 1, 3] | ['0.1', 0.2, 0.3]"
      })
  void refusesHostileTensors(String datatype, String shape, String data) {
    post(jsonOf(datatype, shape, data.replace('\'', '"')))
        .statusCode(400)
        .contentType("application/json")
        .body("error", not(equalTo(null)));
  }

  /** Whatever the products are: the sides are looked at first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1, 65536, 65536, 3]",
        "[1, 4294967296, 4294967296, 3]",
        "[2, 3074457345618258603, 1, 3]",
        "[1, 3, 9223372036854775807, 9223372036854775807]",
        "[9223372036854775807, 2, 2, 3]"
      })
  void refusesShapesWhoseProductOverflows(String shape) {
    post(jsonOf("UINT8", shape, "[1, 2, 3]")).statusCode(413).body("error", not(equalTo(null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'threshold': 2",
        "'threshold': true",
        "'threshold': 'x'",
        "'top_k': 0",
        "'top_k': 1.5",
        "'top_k': -1",
        "'layout': 'HWC'",
        "'binary_data_output': 1"
      })
  void refusesParametersThatAreNone(String parameter) {
    post("""
    {"parameters": {%s},
     "inputs": [{"name": "image", "shape": [1, 1, 1, 3], "datatype": "UINT8", "data": [1, 2, 3]}]}
    """
            .formatted(parameter.replace('\'', '"')))
        .statusCode(400)
        .body("error", not(equalTo(null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"name\": \"masks\"}]",
        "[{\"name\": \"boxes\"}, {\"name\": \"boxes\"}]",
        "[{}]",
        "[{\"name\": \"labels\", \"parameters\": {\"classification\": 3}}]",
        "[{\"name\": \"labels\", \"parameters\": {\"shared_memory_region\": \"a\"}}]"
      })
  void refusesOutputsThatAreNotThere(String outputs) {
    post("""
    {"inputs": [{"name": "image", "shape": [1, 1, 1, 3], "datatype": "UINT8", "data": [1, 2, 3]}],
     "outputs": %s}
    """
            .formatted(outputs))
        .statusCode(400)
        .body("error", not(equalTo(null)));
  }

  @Test
  void refusesBinaryDataThatAreNotAsStated() throws Exception {
    byte[] image = BinaryRequest.elements(List.of(TestImages.png(8, 8, 5)));
    byte[] beyond = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2};
    byte[] notFinite = BinaryRequest.floats(0.5f, Float.NaN, 0.5f);
    String bytes = binary("BYTES", "[1]");

    assertRefused(bytes.formatted(image.length + 1), image, null);
    assertRefused(bytes.formatted(image.length - 1), image, null);
    assertRefused(bytes.formatted(-1), image, null);
    assertRefused(bytes.formatted(Long.MAX_VALUE), image, null);
    assertRefused(bytes.formatted(beyond.length), beyond, null);
    assertRefused(bytes.formatted(3), new byte[] {1, 0, 0}, null);
    assertRefused(bytes.formatted(0), new byte[0], null);
    assertRefused(binary("FP32", "[1, 1, 1, 3]").formatted(12), notFinite, null);
    assertRefused(binary("FP32", "[1, 1, 2, 3]").formatted(12), notFinite, null);
    assertRefused(binary("UINT8", "[1, 1, 1, 3]").formatted(2), new byte[2], null);
    for (String length : List.of("-1", "x", "", "1e3", "99999999", "99999999999999999999", "3")) {
      assertRefused(bytes.formatted(image.length), image, length);
    }
  }

  @Test
  void refusesADeepTreeAndManyInputs() {
    post("{\"x\": " + "[".repeat(5000)).statusCode(400).body("error", not(equalTo(null)));
    String input = "{\"name\":\"image\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[]}";
    post("{\"inputs\": [" + String.join(",", Collections.nCopies(100, input)) + "]}")
        .statusCode(400)
        .body("error", containsString("more than"));
  }

  @Test
  void documentsItsErrorsInItsOwnForm() throws Exception {
    JsonNode paths =
        JSON.readTree(when().get("/q/openapi?format=json").then().extract().asByteArray())
            .path("paths");

    JsonNode responses = paths.path("/v2/models/{name}/infer").at("/post/responses");
    assertThat(responses.at("/400/content").fieldNames())
        .toIterable()
        .containsExactly("application/json");
    assertThat(responses.at("/413/content/application~1json/schema/$ref").asText())
        .endsWith("/ProtocolError");
    assertThat(paths.path("/v1/detect").at("/post/responses/413/content").fieldNames())
        .toIterable()
        .containsExactly("application/problem+json");
  }

  private void assertRefused(String json, byte[] data, String length) throws Exception {
    BinaryRequest client = new BinaryRequest(infer);
    HttpResponse<byte[]> response =
        length == null ? client.send(json, data) : client.send(json, data, length);
    assertThat(response.statusCode()).as("%s %s", json, length).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).path("error").asText()).isNotEmpty();
  }

  private static String binary(String datatype, String shape) {
    return """
    {"inputs": [{"name": "image", "shape": %s, "datatype": "%s", "parameters": {"binary_data_size": %%d}}]}
    """
        .formatted(shape, datatype);
  }

  private static String jsonOf(String datatype, String shape, String data) {
    return """
    {"parameters": {"threshold": 0.02},
     "inputs": [{"name": "image", "datatype": "%s", "data": %s, "shape": %s}]}
    """
        .formatted(datatype, data, shape);
  }

  private static ValidatableResponse post(String json) {
    return given().contentType("application/json").body(json.getBytes(UTF_8)).post(INFER).then();
  }

  private static List<Float> scores(String json) {
    return post(json).statusCode(200).extract().path("outputs[1].data");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] channelsFirst(RgbImage image) {
    int pixels = image.width() * image.height();
    byte[] planes = new byte[3 * pixels];
    for (int i = 0; i < planes.length; i++) {
      planes[i % 3 * pixels + i / 3] = image.rgb()[i];
    }
    return planes;
  }

  private static float[] scaled(byte[] values) {
    float[] all = new float[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (values[i] & 255) / 255f;
    }
    return all;
  }

  private static String numbers(String datatype, byte[] values) {
    if (datatype.equals("FP32")) {
      return Arrays.toString(scaled(values));
    }
    return IntStream.range(0, values.length)
        .mapToObj(i -> String.valueOf(values[i] & 255))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static List<Float> floats(ByteBuffer data, int count) {
    List<Float> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(data.getFloat());
    }
    return all;
  }

  private static List<String> texts(ByteBuffer data, int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] text = new byte[data.getInt()];
      data.get(text);
      all.add(new String(text, UTF_8));
    }
    return all;
  }
}
