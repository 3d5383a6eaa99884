package io.boxstream.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The unit tests of the console's modules, {@code console/src/test/javascript/*.test.js}. */
@BrowserTest
class JavaScriptTests {
  private static final String RUN =
      """
      async (file) => {
        await import(`/test/${file}`);
        const { run } = await import('/test/testing.js');
        return await run();
      }
      """;

  private final ConsoleFiles files = new ConsoleFiles();

  @TestFactory
  Stream<DynamicNode> modules(Chromium chromium) {
    List<String> tests = ConsoleFiles.tests();
    assertThat(tests).isNotEmpty();
    return tests.stream().map(file -> module(chromium, file));
  }

  private DynamicNode module(Chromium chromium, String file) {
    List<Map<String, String>> results;
    try {
      results = run(chromium, file);
      assertThat(results).as(file).isNotEmpty();
    } catch (PlaywrightException | AssertionError e) {
      return dynamicTest(file, () -> fail(e));
    }
    return dynamicContainer(
        file,
        results.stream()
            .map(
                result -> {
                  String name = file + ": " + result.get("name");
                  return dynamicTest(
                      name, () -> assertThat(result.get("failure")).as(name).isEmpty());
                }));
  }

  /** Runs a file in a page of its own. */
  @SuppressWarnings("unchecked")
  private List<Map<String, String>> run(Chromium chromium, String file) {
    try (BrowserContext context = chromium.browser().newContext()) {
      files.serve(context);
      Page page = context.newPage();
      page.navigate(ConsoleFiles.ORIGIN);
      return (List<Map<String, String>>) page.evaluate(RUN, file);
    }
  }
}
