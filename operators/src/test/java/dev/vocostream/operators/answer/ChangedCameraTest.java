package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Fixtures;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.StatusMessage;
import org.junit.jupiter.api.Test;

/** What is told of a camera that somebody has changed. */
class ChangedCameraTest extends CameraMemoryTest {
  @Test
  void tellsWhichChangeItHasComeTo() throws Exception {
    harness.remember(said(41L));
    assertThat(last().change()).isEqualTo(41);
    harness.remember(said(42L));
    assertThat(last().change()).as("the same again, in a later message").isEqualTo(42);
    harness.remember(said(null));
    assertThat(last().change()).as("as the job's file has it").isNull();
  }

  /** The frames of a camera that is opened anew go on, or what is missing has its own reason. */
  @Test
  void aCameraThatStartsAnewIsNotAway() throws Exception {
    harness.remember(said(41L));
    harness.remember("gate", START);
    harness.remember(MemoryEvent.of(new CameraReport("gate", State.STARTING, "", START + 1)));
    assertThat(last().report().state()).isEqualTo(State.STARTING);
    harness.remember("gate", START + 2_000);
    harness.setProcessingTime(START + 5_000);
    assertThat(last().memory().gaps()).isEmpty();
  }

  private static MemoryEvent said(Long change) {
    return MemoryEvent.of(CameraTerms.of(Fixtures.camera("gate").saidAt(change)));
  }

  private StatusMessage last() {
    return harness.told().get(harness.told().size() - 1);
  }
}
