package io.boxstream.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import io.boxstream.ingest.statistics.StatisticsReport;
import io.boxstream.ingest.suspects.SuspectSummary;
import io.boxstream.ingest.webhooks.DeliveryStatus;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApiExamplesTest {

  /** Strict: an example with a missing or unknown field cannot be read. */
  private final ObjectMapper mapper = EventMappers.json();

  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of(ApiExamples.IMAGE, ImageViews.Image.class),
        Arguments.of(ApiExamples.IMAGE_PAGE, ImageViews.Page.class),
        Arguments.of(ApiExamples.HARD_EXAMPLE, HardExampleViews.Example.class),
        Arguments.of(ApiExamples.HARD_EXAMPLE_PAGE, HardExampleViews.Page.class),
        Arguments.of(ApiExamples.STATISTICS, StatisticsReport.class),
        Arguments.of(WebhookExamples.QUEUED, DeliveryStatus.class),
        Arguments.of(WebhookExamples.DONE, DeliveryStatus.class),
        Arguments.of(WebhookExamples.DELIVERIES, WebhooksResource.Deliveries.class),
        Arguments.of(ApiExamples.SUSPECT, SuspectViews.Item.class),
        Arguments.of(ApiExamples.SUSPECT_PAGE, SuspectViews.Page.class),
        Arguments.of(ApiExamples.BULK_ANSWER, BulkAnswer.class),
        Arguments.of(ApiExamples.REJECTION_SUMMARY, RejectedImagesResource.Summary.class),
        Arguments.of(ApiExamples.SUSPECT_SUMMARY, SuspectSummary.class));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleHasTheFieldsOfItsType(String example, Class<?> type)
      throws JsonProcessingException {
    Object value = mapper.readValue(example, type);

    assertThat(mapper.readTree(mapper.writeValueAsString(value)))
        .isEqualTo(mapper.readTree(example));
  }
}
