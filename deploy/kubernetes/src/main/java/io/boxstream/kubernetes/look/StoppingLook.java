package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.code.StoppingTimes;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A pod is killed no earlier than its service may need to stop, and answers until others know that
 * it goes. A rolling update takes no pod away before another is ready.
 */
public final class StoppingLook implements Look {
  /** How long it may take until proxies on all nodes have removed an address. */
  private static final int LEAST_SLEEP_SECONDS = 5;

  private final StoppingTimes times;

  public StoppingLook(StoppingTimes times) {
    this.times = times;
  }

  @Override
  public String statement() {
    return "pods have the time that their services need to stop";
  }

  @Override
  public List<String> findings(Rendered rendered) throws IOException {
    List<String> findings = new ArrayList<>();
    for (Workload service : rendered.services()) {
      int sleep = 0;
      for (JsonNode container : service.containers()) {
        sleep = Manifest.at(container, "lifecycle.preStop.sleep.seconds").asInt();
      }
      if (sleep < LEAST_SLEEP_SECONDS) {
        findings.add("%s: sleeps for %d s before it stops".formatted(service, sleep));
      }
      Duration needed =
          times
              .requests(service.component())
              .plus(times.parts(service.component()))
              .plusSeconds(sleep);
      long granted = service.podSpec().path("terminationGracePeriodSeconds").asLong();
      if (granted < needed.toSeconds()) {
        findings.add(
            "%s: %d s to stop, and may need %d".formatted(service, granted, needed.toSeconds()));
      }
      if (service.kind().equals("Deployment")
          && !service
              .manifest()
              .at("spec.strategy.rollingUpdate.maxUnavailable")
              .asText()
              .equals("0")) {
        findings.add(service + ": an update may take a pod before the next one is ready");
      }
    }
    return findings;
  }
}
