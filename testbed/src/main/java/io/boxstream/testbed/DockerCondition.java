package io.boxstream.testbed;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Skips a test that wants containers where there is no engine to run them. */
final class DockerCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!Containers.areWanted()) {
      return ConditionEvaluationResult.enabled("broker and store run in this process");
    }
    return engineAnswers()
        ? ConditionEvaluationResult.enabled("broker and store run in containers")
        : ConditionEvaluationResult.disabled(
            "no Docker engine answers: broker and store cannot run in containers");
  }

  /**
   * Testcontainers looks for its parts with the thread's class loader, which in a Quarkus test is
   * not the one that loaded it.
   */
  private static boolean engineAnswers() {
    Thread thread = Thread.currentThread();
    ClassLoader threads = thread.getContextClassLoader();
    thread.setContextClassLoader(DockerClientFactory.class.getClassLoader());
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } finally {
      thread.setContextClassLoader(threads);
    }
  }
}
