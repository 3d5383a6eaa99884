package io.boxstream.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.boxstream.local.RunningServices.Service.INGEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.boxstream.local.sample.SampleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Images come in: an archive and a folder are dropped on the page. */
@BrowserTest
class ImportJourney {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final SampleSettings FEW = new SampleSettings(3, 1, 1, 51);
  private static final SampleSettings OTHERS = new SampleSettings(2, 1, 1, 52);

  @Test
  void anArchiveThatIsDroppedIsInTheDataSet(Chromium chromium, ConsoleSystem system)
      throws IOException {
    try (Visit visit = Visit.of(chromium, system, Person.BERTA)) {
      // Given an archive with a file that is no image
      Path folder = system.images().draw("dropped", FEW);
      Files.writeString(TestImages.files(folder).get(0), "no image either");
      int before = images(system);
      Page page = visit.open("/import");

      // When
      FileDrop.drop(system.images().zip(folder), dropZone(page));

      // Then
      Locator card = newest(page);
      assertThat(card.getByText("Done")).isVisible();
      assertThat(card).containsText("Taken 4");
      assertThat(card).containsText("Rejected 1");
      assertThat(card).containsText("by berta");
      assertThat(images(system)).isEqualTo(before + 4);

      // And its link shows what it rejected, and nothing that another import rejected
      String id = card.locator("code").innerText();
      card.getByRole(AriaRole.LINK, named("Not an image")).click();
      page.waitForURL("**/review/quarantine?reason=not-an-image&import=" + id);
      assertThat(page.getByText("That is the only one.")).isVisible();
      Screenshots.look(page, "journey-rejections-of-an-import");
      JsonNode all = system.calls().get(INGEST, "/v1/rejected-images?reason=not-an-image");
      assertThat(all.path("total").asInt()).isGreaterThan(1);
      assertThat(visit.faults()).isEmpty();
    }
  }

  @Test
  void aFolderThatIsDroppedIsSentAsItIs(Chromium chromium, ConsoleSystem system) {
    try (Visit visit = Visit.of(chromium, system, Person.BERTA)) {
      Path folder = system.images().draw("folder", OTHERS);
      int before = images(system);
      Page page = visit.open("/import");

      FileDrop.drop(folder, dropZone(page));

      // The newest card may still be that of another import.
      await()
          .pollInSameThread()
          .atMost(LONGEST)
          .untilAsserted(() -> assertThat(images(system)).isEqualTo(before + 4));
      Locator card = newest(page);
      assertThat(card.getByText("Done")).isVisible();
      assertThat(card).containsText("Taken 4");
      assertThat(visit.faults()).isEmpty();
    }
  }

  @Test
  void whatIsNoArchiveIsRefusedWithTheReason(Chromium chromium, ConsoleSystem system)
      throws IOException {
    try (Visit visit = Visit.of(chromium, system, Person.BERTA)) {
      Path file = Files.createTempFile("no-archive", ".zip");
      try {
        Files.writeString(file, "no archive");
        Page page = visit.open("/import");

        FileDrop.drop(file, dropZone(page));

        Locator refusal = page.getByRole(AriaRole.ALERT).filter(text("Not imported"));
        assertThat(refusal).isVisible();
        assertThat(refusal).containsText("Send a zip, a tar or a tar.gz");
      } finally {
        Files.delete(file);
      }
    }
  }

  private static Locator dropZone(Page page) {
    return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("What to import"));
  }

  private static Locator newest(Page page) {
    return page.getByRole(AriaRole.ARTICLE).first();
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }

  private static int images(ConsoleSystem system) {
    return system.calls().get(INGEST, "/v1/statistics").path("images").asInt();
  }
}
