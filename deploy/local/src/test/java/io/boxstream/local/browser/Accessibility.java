package io.boxstream.local.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** The rules of WCAG 2.1, levels A and AA, as axe checks them. */
final class Accessibility {
  private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

  private Accessibility() {}

  /** What breaks a rule: the rule, and each element with what is wrong about it. */
  static List<String> violations(Page page) {
    return violations(new AxeBuilder(page).withTags(RULES));
  }

  /** What has too little contrast, which depends on the colours. */
  static List<String> unreadable(Page page) {
    return violations(new AxeBuilder(page).withRules(List.of("color-contrast")));
  }

  private static List<String> violations(AxeBuilder axe) {
    return axe.analyze().getViolations().stream()
        .flatMap(
            rule ->
                rule.getNodes().stream()
                    .map(
                        node ->
                            "%s: %s%n%s"
                                .formatted(rule.getId(), node.getHtml(), node.getFailureSummary())))
        .toList();
  }
}
