package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.process.Message.Dropped;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Failed;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Hello;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {
  private final Deadlines deadlines = Deadlines.of(1);
  private final Inbox inbox = new Inbox(true, deadlines);

  private static Frame frame(int sequence) {
    return new Frame(sequence, 0, sequence, 0, 1, 1, new byte[3]);
  }

  @Test
  void theNewestFrameWinsAndTheOthersAreCounted() throws Exception {
    inbox.put(new Hello(Message.VERSION, 1));
    for (int i = 0; i < 5; i++) {
      inbox.put(frame(i));
    }
    assertThat(inbox.take("yard").sequence()).isEqualTo(4);
    inbox.put(frame(5));
    inbox.put(new Dropped(3, 2, 0));
    inbox.put(new Ended(11, 1, 1, false));
    assertThat(inbox.accounts()).isEqualTo(new Accounts(11, 1, 4, 1, 3, 2, 0));
    assertThat(inbox.take("yard").sequence()).isEqualTo(5);
    assertThat(inbox.take("yard")).isNull();
    assertThat(inbox.accounts().unaccounted()).isZero();
  }

  @Test
  void countsThatDoNotAddUpAreAnError() throws Exception {
    inbox.put(new Hello(Message.VERSION, 1));
    inbox.put(frame(0));
    inbox.put(new Dropped(3, 2, 0));
    assertThatThrownBy(() -> inbox.put(new Ended(7, 1, 1, false)))
        .isInstanceOf(PipeException.class)
        .hasMessageStartingWith("7 pictures were decoded, but 1 frames");
  }

  /** Who could end a camera in silence would need no crash to blind us. */
  @Test
  void nobodyIsBelievedToHaveBeenClosedWhoWasNot() throws Exception {
    inbox.put(new Hello(Message.VERSION, 1));
    Failed cancelled = new Failed(VideoException.Fault.CANCELLED, 0, "yard: cancelled");
    assertThatThrownBy(() -> inbox.put(cancelled))
        .isInstanceOf(PipeException.class)
        .hasMessage("cancelled, although nobody has closed it");
    inbox.close();
    inbox.put(cancelled);
    assertThat(inbox.hasEnded()).isTrue();
  }

  @Test
  void theNextFrameMayTakeThreePeriods() {
    assertThat(Deadlines.of(1).nextFrame()).isEqualTo(Duration.ofSeconds(20));
    assertThat(Deadlines.of(0.05).nextFrame()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void lastWordsShowNoPassword() {
    assertThat(LastWords.harmless("rtsp://admin:p@ss:w%40rd/?#@10.0.0.7/a failed\u001b[2J"))
        .isEqualTo("rtsp://***@10.0.0.7/a failed [2J");
  }
}
