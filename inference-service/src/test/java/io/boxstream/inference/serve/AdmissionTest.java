package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdmissionTest {

  @Test
  void refusesWhenFullAndAdmitsAgainOncePerTicket() {
    // Given
    Admission admission = new Admission(2);
    Admission.Ticket first = admission.enter();
    admission.enter();

    // When
    assertThatThrownBy(admission::enter).isInstanceOf(OverloadedException.class);
    first.close();
    first.close();

    // Then
    assertThatCode(admission::enter).doesNotThrowAnyException();
    assertThatThrownBy(admission::enter).isInstanceOf(OverloadedException.class);
  }
}
