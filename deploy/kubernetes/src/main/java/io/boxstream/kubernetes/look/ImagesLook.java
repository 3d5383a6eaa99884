package io.boxstream.kubernetes.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.kubernetes.code.Images;
import io.boxstream.kubernetes.manifest.Rendered;
import io.boxstream.kubernetes.manifest.Workload;
import java.util.ArrayList;
import java.util.List;

/** Every container is of an image that {@code deploy/images} builds, and of that of its service. */
public final class ImagesLook implements Look {
  private final Images images;

  public ImagesLook(Images images) {
    this.images = images;
  }

  @Override
  public String statement() {
    return "images are those that deploy/images builds";
  }

  @Override
  public List<String> findings(Rendered rendered) {
    List<String> findings = new ArrayList<>();
    for (Workload workload : rendered.workloads()) {
      for (JsonNode container : workload.containers()) {
        String image = container.path("image").asText();
        if (!images.names().contains(image)) {
          findings.add("%s: deploy/images builds no %s".formatted(workload, image));
        } else if (!workload.kind().equals("Job") && !isOf(workload.service(), image)) {
          findings.add("%s: %s is another service".formatted(workload, image));
        }
      }
    }
    return findings;
  }

  private static boolean isOf(String component, String image) {
    String name = image.substring(image.indexOf('/') + 1, image.indexOf(':'));
    return name.equals(component) || name.equals(component + "-service");
  }
}
