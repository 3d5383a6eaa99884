package io.boxstream.local.browser;

import io.boxstream.local.LocalCheckout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips what needs Chromium and packaged programs where they are missing. Continuous integration
 * says with the property {@value #REQUIRED} that they must be there.
 */
final class ChromiumCondition implements ExecutionCondition {
  private static final String REQUIRED = "browser.required";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing = missing();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("Chromium and the packaged programs are here");
    }
    String reason = String.join("; ", missing);
    if (isRequired()) {
      throw new IllegalStateException(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  private static List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (Chromium.find().isEmpty()) {
      missing.add("Chromium is not installed: install the package chromium");
    }
    if (!LocalCheckout.servicesAreBuilt() || !LocalCheckout.consoleIsBuilt()) {
      missing.add("services and console are not packaged: run mvn verify");
    }
    return missing;
  }

  private static boolean isRequired() {
    String value = System.getProperty(REQUIRED);
    return value != null && !value.equals("false");
  }
}
