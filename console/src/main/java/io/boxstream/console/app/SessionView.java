package io.boxstream.console.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.access.Identity;
import io.boxstream.access.Scope;
import io.boxstream.console.session.Session;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who uses the console. */
@Schema(name = "Session")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SessionView(
    @Schema(description = "Whether a key or token is needed; without it, the others are absent")
        boolean accessControl,
    @Schema(description = "Name of the key, or subject of the token") Optional<String> name,
    @Schema(description = "What the person may do") List<String> scopes,
    @Schema(
            description =
                "To be sent as X-CSRF-Token with every request of the session that is not GET or HEAD")
        Optional<String> csrfToken) {

  static SessionView withoutAccessControl() {
    return new SessionView(false, Optional.empty(), List.of(), Optional.empty());
  }

  static SessionView of(Identity identity, Optional<Session> session) {
    return new SessionView(
        true,
        Optional.of(identity.name()),
        identity.scopes().stream().sorted().map(Scope::code).toList(),
        session.map(Session::csrfToken));
  }
}
