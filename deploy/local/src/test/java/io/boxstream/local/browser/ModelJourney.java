package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.EVALUATOR;
import static io.boxstream.local.RunningServices.Service.INFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Another checkpoint is promoted with a reason, and the earlier one comes back. */
@BrowserTest
class ModelJourney {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @Test
  void aCheckpointIsPromotedAndRolledBack(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.ANNA)) {
      // Given
      String champion = served(system);
      String other = otherCheckpoint(system, champion);
      Page page = visit.open("/models");
      Locator served = Roles.region(page, "Served now");

      // When
      Roles.button(page, "Promote " + other).first().click();
      assertThat(page.getByRole(AriaRole.DIALOG)).containsText(other);
      page.getByLabel("Reason").fill("it is better at night");
      Roles.answer(page, "Promote").click();

      // Then
      assertThat(history(page, "it is better at night")).containsText("anna");
      await().atMost(LONGEST).until(() -> served(system).equals(other));

      // When
      Roles.button(page, "Roll back").click();
      page.getByLabel("Reason").fill("it was not");
      Roles.answer(page, "Roll back").click();

      // Then
      assertThat(history(page, "it was not")).containsText(champion);
      await().atMost(LONGEST).until(() -> served(system).equals(champion));
      assertThat(Roles.link(page, champion).first()).isVisible();
      assertThat(served).containsText("it was not");
      assertThat(visit.faults()).isEmpty();
    }
  }

  @Test
  void whoLeavesTheQuestionChangesNothing(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.ANNA)) {
      int before = promotions(system).size();
      Page page = visit.open("/models");
      Locator promote =
          page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Promote ")).first();

      promote.focus();
      page.keyboard().press("Enter");
      assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
      assertThat(page.getByLabel("Reason")).isFocused();
      page.keyboard().press("Escape");

      assertThat(page.getByRole(AriaRole.DIALOG)).not().isVisible();
      assertThat(promote).isFocused();
      assertThat(promotions(system).size()).isEqualTo(before);
    }
  }

  private static Locator history(Page page, String reason) {
    return Roles.region(page, "Promotions")
        .last()
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(reason));
  }

  private static String served(ConsoleSystem system) {
    return system.calls().get(INFERENCE, "/v1/model").path("checkpointId").asText();
  }

  private static String otherCheckpoint(ConsoleSystem system, String champion) {
    return system.calls().get(EVALUATOR, "/v1/evaluations").findValuesAsText("checkpoint").stream()
        .filter(id -> !id.equals(champion))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode promotions(ConsoleSystem system) {
    return system.calls().get(EVALUATOR, "/v1/models/detector/promotions").path("promotions");
  }
}
