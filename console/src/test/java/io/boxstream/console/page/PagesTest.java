package io.boxstream.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
  private static final String MAP = "\n  {\"imports\": {\"lit\": \"/webjars/lit/1/index.js\"}}\n";
  private static final String INDEX =
      "<!doctype html><script type=\"importmap\">" + MAP + "</script><bx-shell></bx-shell>";

  @TempDir Path folder;
  private Pages pages;

  @BeforeEach
  void writeFiles() throws IOException {
    write("index.html", INDEX);
    write("app/main.js", "export const text = '" + "a".repeat(1000) + "';");
    write("webjars/lit/1/index.js", "export {};");
    write("secret.txt", "not for browsers");
    pages = new Pages(files());
  }

  private StaticFiles files() throws IOException {
    return new StaticFiles(new URLClassLoader(new URL[] {folder.toUri().toURL()}, null));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("META-INF/resources").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void everyAddressOfAPageIsTheSamePage() {
    for (String path :
        List.of("/", "/index.html", "/images", "/images/0a1b", "/runs/x.y", "/models/a%20b/c/")) {
      Pages.Answer answer = pages.answer(path, null).orElseThrow();
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(new String(answer.body(), UTF_8)).isEqualTo(INDEX);
      assertThat(answer.headers())
          .containsEntry("Content-Type", "text/html; charset=utf-8")
          .containsEntry("Cache-Control", "no-cache");
      assertThat(Pages.isOpen(path)).isTrue();
    }
  }

  @Test
  void theImportMapIsTheOnlyThingInlineThatRuns() throws Exception {
    String hash =
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(MAP.getBytes(UTF_8)));

    String policy = pages.answer("/", null).orElseThrow().headers().get("Content-Security-Policy");

    assertThat(policy.split("; "))
        .contains(
            "default-src 'none'",
            "script-src 'self' 'sha256-" + hash + "'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "require-trusted-types-for 'script'");
    assertThat(policy).doesNotContain("unsafe", "*", "http:");
  }

  @Test
  void addressesOfTheApiAreNoPagesHoweverTheyAreWritten() {
    for (String path :
        List.of(
            "/api/session",
            "/api/overview",
            "/q/metrics",
            "/api;a=b/overview",
            "/api%2foverview",
            "/api%5coverview",
            "/x/%2e%2e/api/overview",
            "/x/%252e%252e/api/overview",
            "//api/overview",
            "/x//api/overview",
            "/x;/../api/overview",
            "/images\\..\\api",
            "/api/overview.js",
            "/q/metrics.js",
            "/webjars/",
            "/app/")) {
      assertThat(pages.answer(path, null)).as(path).isEmpty();
      assertThat(Pages.isOpen(path)).as(path).isFalse();
    }
  }

  @Test
  void aFileIsSentWithItsTagAndAgainOnlyWhenItHasChanged() throws IOException {
    Pages.Answer first = pages.answer("/app/main.js", null).orElseThrow();
    String tag = first.headers().get("ETag");

    Pages.Answer again = pages.answer("/app/main.js", tag).orElseThrow();
    write("app/main.js", "export const text = 'b';");
    Pages.Answer changed = new Pages(files()).answer("/app/main.js", tag).orElseThrow();

    assertThat(first.headers())
        .containsEntry("Content-Type", "text/javascript; charset=utf-8")
        .containsEntry("Cache-Control", "no-cache");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.headers().get("ETag")).isNotEqualTo(tag);
  }

  @Test
  void librariesWithTheirVersionInTheAddressAreKept() {
    assertThat(pages.answer("/webjars/lit/1/index.js", null).orElseThrow().headers())
        .containsEntry("Cache-Control", "public, max-age=31536000, immutable");
  }

  @Test
  void whatIsNoFileOfThePagesIsNotSent() {
    for (String path :
        List.of("/app/none.js", "/favicon.ico", "/app/../secret.txt.js", "/META-INF/MANIFEST.js")) {
      assertThat(pages.answer(path, null)).as(path).isEqualTo(Optional.empty());
    }
  }

  @Test
  void withoutIndexThereIsNoConsole() {
    StaticFiles none = new StaticFiles(new URLClassLoader(new URL[0], null));

    assertThatThrownBy(() -> new Pages(none)).hasMessageContaining("index.html");
  }
}
