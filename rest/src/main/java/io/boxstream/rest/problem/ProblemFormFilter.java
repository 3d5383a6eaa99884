package io.boxstream.rest.problem;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives problems of resources the form that the protocol of their address has. */
@Singleton
public class ProblemFormFilter {
  private final Instance<ProblemForms> forms;

  ProblemFormFilter(Instance<ProblemForms> forms) {
    this.forms = forms;
  }

  @ServerResponseFilter
  void change(ContainerResponseContext response, RoutingContext context) {
    if (response.getEntity() instanceof Problem problem) {
      forms.stream()
          .flatMap(one -> one.form(context.normalizedPath(), problem).stream())
          .findFirst()
          .ifPresent(form -> response.setEntity(form, null, MediaType.APPLICATION_JSON_TYPE));
    }
  }
}
