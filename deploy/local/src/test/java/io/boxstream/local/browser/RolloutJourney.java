package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.EVALUATOR;
import static io.boxstream.local.RunningServices.Service.INFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.boxstream.local.sample.SampleSettings;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A checkpoint is tried in the shadow, and a person watches it and ends it. */
@BrowserTest
class RolloutJourney {
  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final Pattern THREE_OR_MORE =
      Pattern.compile("Images compared\\s*([3-9]|\\d\\d+)\\s*Of 1,000;");
  private static final int[] WIDTHS = {360, 768, 1280};
  private static final Duration SETTLES = Duration.ofSeconds(30);
  private static final String ROLLOUT =
      """
      {"id": "detector-3", "model": "detector", "number": 3, "checkpoint": "r-20261129-101530-000040",
       "generation": 12, "mode": "canary", "share": 0.25,
       "budgets": {"latencyRatio": 1.5, "disagreement": 0.2, "images": 5000, "duration": "PT24H"},
       "onSuccess": "promote", "reason": "finds vests at night that the present one misses, as the north gate has said since October",
       "caller": "ana.diaz@example.org", "startedAt": "2026-11-29T22:10:00Z", "state": "STATE", "end": "END",
       "measured": {"instances": 3, "images": 3120, "differing": 412, "failures": 2, "dropped": 90,
        "answers": 8120, "fallbacks": 2, "championMillis": 31.2, "challengerMillis": 38.4,
        "waits": {"http": {"pairs": 1204, "championMillis": 88.1, "challengerMillis": 101.2},
                  "topic": {"pairs": 640, "championMillis": 241.0, "challengerMillis": 412.1}},
        "latency": {"of": "topic", "ratio": 1.71},
        "boxes": {
         "helmet": {"matched": 5120, "relabelled": 12, "onlyChampion": 210, "onlyChallenger": 88},
         "high-visibility-vest-with-reflectors": {"matched": 910, "relabelled": 3, "onlyChampion": 4, "onlyChallenger": 320},
         "person": {"matched": 8044, "relabelled": 0, "onlyChampion": 19, "onlyChallenger": 25},
         "boot": {"matched": 12, "relabelled": 0, "onlyChampion": 0, "onlyChallenger": 0}}}}
      """;

  @Test
  void aShadowIsStartedWatchedAndEnded(Chromium chromium, ConsoleSystem system) throws Exception {
    try (Visit visit = Visit.of(chromium, system, Person.ANNA);
        Visit other = Visit.of(chromium, system, Person.CARL)) {
      // Given
      String challenger = otherCheckpoint(system);
      Page page = visit.open("/models");
      Locator card = Roles.region(page, "Rollout").first();

      // When
      Roles.button(page, "Roll out " + challenger).first().click();
      assertThat(page.getByRole(AriaRole.DIALOG)).containsText(challenger);
      assertThat(page.getByLabel("Mode", new Page.GetByLabelOptions().setExact(true))).isFocused();
      assertThat(Accessibility.violations(page)).isEmpty();
      look(page, "rollout-question");
      page.getByLabel("Share (%)").fill("100");
      page.getByLabel("Images that may differ (%)").fill("99");
      page.getByLabel("May be slower by (factor)").fill("100");
      page.getByLabel("Reason").fill("does it see more at night?");
      Roles.answer(page, "Start").click();

      // Then
      assertThat(card).containsText("Shadow");
      assertThat(card).containsText("Running");
      assertThat(card).containsText("does it see more at night?");
      assertThat(card).containsText("by anna");
      awaitTakingPart(card);
      List<Path> images =
          TestImages.files(system.images().draw("rollout", new SampleSettings(6, 1, 1, 77)));
      await()
          .atMost(LONGEST)
          .pollInSameThread()
          .until(
              () -> {
                detect(system, images);
                return measured(system).path("images").asInt() >= 3;
              });
      assertThat(card).containsText(THREE_OR_MORE);
      assertThat(card).containsText("The engine takes");
      assertThat(Accessibility.violations(page)).isEmpty();

      // Then who may only read sees it, too
      Page looking = other.open("/models");
      assertThat(Roles.region(looking, "Rollout").first()).containsText("Running");
      assertThat(Roles.button(looking, "End rollout")).hasCount(0);
      assertThat(Roles.button(looking, "Roll out " + challenger)).hasCount(0);

      // When
      Roles.button(page, "End rollout").click();
      page.getByLabel("Reason").fill("enough was seen");
      Roles.answer(page, "End it").click();

      // Then
      assertThat(card).containsText("Stopped");
      assertThat(card).containsText("Enough was seen");
      assertThat(card).containsText("Ended by anna");
      assertThat(Roles.button(page, "End rollout")).hasCount(0);
      assertThat(Roles.region(looking, "Rollout").first()).containsText("Stopped");
      assertThat(
              system
                  .calls()
                  .get(EVALUATOR, "/v1/rollouts?limit=1")
                  .at("/rollouts/0/state")
                  .asText())
          .isEqualTo("stopped");
      assertThat(visit.faults()).isEmpty();
      assertThat(other.faults()).isEmpty();
    }
  }

  /** With figures as of a day, which a test does not wait for. */
  @Test
  void aCardFullOfFiguresIsReadableEverywhere(Chromium chromium, ConsoleSystem system)
      throws Exception {
    try (Visit visit = Visit.of(chromium, system, Person.ANNA)) {
      for (String state : List.of("running", "rolled-back", "promoted")) {
        visit.page().unroute("**/api/evaluator/v1/rollouts?**");
        visit
            .page()
            .route(
                "**/api/evaluator/v1/rollouts?**",
                route ->
                    route.fulfill(
                        new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(rollouts(state))));
        Page page = visit.open("/models");
        Locator card = Roles.region(page, "Rollout").first();
        assertThat(card).containsText("Differences by class");
        assertThat(card).containsText("Requests by topic wait 412 ms against 241 ms");

        assertThat(Accessibility.violations(page)).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Accessibility.unreadable(page)).isEmpty();
        look(page, "rollout-" + state);
        assertThat(visit.faults()).isEmpty();
      }
    }
  }

  private static void look(Page page, String name) {
    for (int width : WIDTHS) {
      page.setViewportSize(width, 900);
      // Charts follow the width of their frame a moment later.
      await()
          .pollInSameThread()
          .atMost(SETTLES)
          .untilAsserted(
              () ->
                  assertThat(
                          (Boolean)
                              page.evaluate(
                                  "() => document.documentElement.scrollWidth <="
                                      + " document.documentElement.clientWidth"))
                      .as("%s is no wider than %d", name, width)
                      .isTrue());
      for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        Screenshots.look(
            page, "%s-%d-%s".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  private static void awaitTakingPart(Locator card) {
    assertThat(card.getByText("1 instance of inference")).isVisible();
  }

  private static void detect(ConsoleSystem system, List<Path> images) throws IOException {
    for (Path image : images) {
      system
          .calls()
          .post(
              INFERENCE,
              "/v1/detect",
              "image/jpeg",
              BodyPublishers.ofByteArray(Files.readAllBytes(image)));
    }
  }

  private static JsonNode measured(ConsoleSystem system) {
    return system.calls().get(EVALUATOR, "/v1/rollouts?limit=1").at("/rollouts/0/measured");
  }

  private static String otherCheckpoint(ConsoleSystem system) {
    String champion = system.calls().get(INFERENCE, "/v1/model").path("checkpointId").asText();
    return system.calls().get(EVALUATOR, "/v1/evaluations").findValuesAsText("checkpoint").stream()
        .filter(id -> !id.equals(champion))
        .findFirst()
        .orElseThrow();
  }

  private static String rollouts(String state) {
    String end =
        state.equals("running")
            ? "null"
            : """
              {"reason": "the challenger is too slow, budget 1.5 times the champion; requests by topic wait 412.1 ms against 241.0 ms at the 99th percentile",
               "caller": null, "at": "2026-11-30T05:10:00Z"}
              """;
    return "{\"rollouts\": [%s]}"
        .formatted(ROLLOUT)
        .replace("STATE", state)
        .replace("\"END\"", end);
  }
}
