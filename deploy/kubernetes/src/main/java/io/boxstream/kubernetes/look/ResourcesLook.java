package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.manifest.Manifest;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every container has memory and processors that it asks for and may use; whole processors, because
 * threads of the engine wait for each other, and as much memory as it asks for.
 */
public final class ResourcesLook implements Look {
  private static final Pattern WHOLE = Pattern.compile("[1-9]\\d*");

  @Override
  public String statement() {
    return "containers ask for resources, and may use whole processors";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    List<String> findings = new ArrayList<>();
    for (Workload workload : rendered.workloads()) {
      for (JsonNode container : workload.containers()) {
        JsonNode resources = container.path("resources");
        String memory = Manifest.at(resources, "requests.memory").asText();
        if (memory.isEmpty() || !memory.equals(Manifest.at(resources, "limits.memory").asText())) {
          findings.add(workload + ": does not ask for the memory that it may use");
        }
        String processors = Manifest.at(resources, "limits.cpu").asText();
        if (Manifest.at(resources, "requests.cpu").isMissingNode()
            || !WHOLE.matcher(processors).matches()) {
          findings.add("%s: may use \"%s\" processors".formatted(workload, processors));
        }
        boolean gpuImage = container.path("image").asText().endsWith("-gpu");
        boolean gpu = Manifest.at(resources, "limits").has("nvidia.com/gpu");
        if (gpu != gpuImage) {
          findings.add(
              "%s: %s"
                  .formatted(workload, gpu ? "a GPU for an image without its library" : "no GPU"));
        }
      }
    }
    return findings;
  }
}
