package io.boxstream.local.browser;

import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * All tests in a browser, in this order and in one process, which has one running system for them.
 */
// With other groups of tests, as in containers, there are none.
@Suite(failIfNoTests = false)
@SelectClasses({
  JavaScriptTests.class,
  FirstView.class,
  PageChecks.class,
  SessionJourney.class,
  ImportJourney.class,
  ImagesJourney.class,
  ReviewJourney.class,
  ConcurrentEditJourney.class,
  TryJourney.class,
  RolloutJourney.class,
  ModelJourney.class,
  TrainingJourney.class,
  AlertJourney.class,
  AwayJourney.class,
  BrokenPageJourney.class,
  UntrustedTextJourney.class
})
class ConsoleIT {}
