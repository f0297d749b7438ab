package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.child.ClockOffset;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.process.Message.Dropped;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Failed;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Heartbeat;
import dev.vocostream.operators.decode.process.Message.Hello;
import dev.vocostream.operators.decode.process.Message.Opened;
import dev.vocostream.operators.decode.process.PipeException.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MessagesTest {
  private static final int SIZE = 8;
  private static final int STREAM = 3;
  private static final DecoderRequest FILE =
      new DecoderRequest("/clip.mp4", 1, SIZE, 0, Playhead.START);
  private static final Hello HELLO = new Hello(Message.VERSION, 4711);
  private static final Opened OPENED = new Opened(1_000_000, 320, 0, "h264");
  private static final Ended ENDED = new Ended(9, 900_000, 1_000_000, true);

  private static final List<Message> CONVERSATION =
      List.of(
          HELLO,
          new Heartbeat(0, ClockOffset.UNKNOWN),
          OPENED,
          frame(0, 8, 6),
          new Heartbeat(3, -3_600_000),
          frame(1, 1, 8),
          new Dropped(5, 2, 0),
          ENDED);

  private static Frame frame(int sequence, int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    new Random(sequence).nextBytes(rgb);
    return new Frame(sequence, 40_000L * sequence, 100 + 40L * sequence, 7, width, height, rgb);
  }

  private static byte[] written(List<? extends Message> messages) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MessageWriter writer = new MessageWriter(bytes);
    for (Message message : messages) {
      writer.write(message instanceof Hello ? Wire.PROCESS : STREAM, message);
    }
    return bytes.toByteArray();
  }

  private static List<Message> read(InputStream in) throws IOException {
    MessageReader reader = new MessageReader(in, SIZE);
    List<Message> messages = new ArrayList<>();
    reader.expect(STREAM, FrameTimes.of(FILE));
    for (Sent sent = reader.read(); sent != null; sent = reader.read()) {
      messages.add(sent.message());
    }
    return messages;
  }

  private static List<Message> read(byte[] bytes) throws IOException {
    return read(new ByteArrayInputStream(bytes));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    assertThat(read(written(CONVERSATION)))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(CONVERSATION);
  }

  @Test
  void aFailureKeepsItsReasonAndTheBeginningOfALongText() throws Exception {
    for (VideoException.Fault fault : VideoException.Fault.values()) {
      List<Message> read = read(written(List.of(HELLO, new Failed(fault, 3, "x".repeat(5000)))));
      assertThat(read.get(1)).isEqualTo(new Failed(fault, 3, "x".repeat(Wire.MAX_TEXT_BYTES)));
    }
  }

  @Test
  void everyChangedByteIsNoticed() throws Exception {
    byte[] whole = written(CONVERSATION);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << at % 8);
      assertThatThrownBy(() -> read(changed))
          .as("byte %d of %d", at, whole.length)
          .isInstanceOf(PipeException.class);
    }
  }

  @Test
  void everyCutWithinAMessageIsNoticed() throws Exception {
    byte[] whole = written(CONVERSATION);
    List<Integer> ends = new ArrayList<>();
    for (int count = 0; count <= CONVERSATION.size(); count++) {
      ends.add(written(CONVERSATION.subList(0, count)).length);
    }
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (ends.contains(length)) {
        assertThat(read(cut)).hasSize(ends.indexOf(length));
      } else {
        assertFault(cut, Fault.TORN);
      }
    }
  }

  /** Whatever comes: messages of the size asked for, then an end or an error of ours. */
  @Test
  void mutatedStreamsEndInAnErrorOrInMessages() throws Exception {
    long seed = Long.getLong("vocostream.seed", System.nanoTime());
    System.out.println("mutatedStreamsEndInAnErrorOrInMessages seed " + seed);
    Random random = new Random(seed);
    byte[] whole = written(CONVERSATION);
    int errors = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = mutated(whole, random);
      CountedInput in = new CountedInput(mutated);
      try {
        List<Message> messages = read(in);
        assertThat(messages.size()).as("seed %d round %d", seed, round).isLessThan(20);
      } catch (PipeException e) {
        errors++;
      }
      assertThat(in.largest).as("seed %d round %d", seed, round).isLessThanOrEqualTo(8192);
    }
    assertThat(errors).as("seed %d", seed).isGreaterThan(15_000);
  }

  private static byte[] mutated(byte[] whole, Random random) {
    ByteBuffer out = ByteBuffer.allocate(2 * whole.length);
    int from = random.nextInt(whole.length);
    int to = from + random.nextInt(whole.length - from + 1);
    switch (random.nextInt(4)) {
      case 0 -> out.put(whole, 0, from).put(whole, to, whole.length - to); // left out
      case 1 -> out.put(whole, 0, to).put(whole, from, whole.length - from); // twice
      case 2 -> {
        out.put(whole);
        for (int hit = random.nextInt(8); hit >= 0; hit--) {
          out.put(random.nextInt(whole.length), (byte) random.nextInt());
        }
      }
      default -> {
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        out.put(whole, 0, from).put(noise).put(whole, to, whole.length - to);
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /** How much is asked for at once is how much was allocated for it. */
  private static final class CountedInput extends ByteArrayInputStream {
    private int largest;

    CountedInput(byte[] bytes) {
      super(bytes);
    }

    @Override
    public byte[] readNBytes(int length) throws IOException {
      largest = Math.max(largest, length);
      return super.readNBytes(length);
    }
  }

  @Test
  void refusesLengthsBeforeItReadsOn() throws Exception {
    for (int type = 0; type < 256; type++) {
      for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20}) {
        ByteBuffer header = ByteBuffer.allocate(Wire.HEADER_BYTES + 1);
        header.putInt(Wire.MARK).put((byte) type).putInt(STREAM).putInt(length);
        CountedInput in = new CountedInput(header.array());
        assertThatThrownBy(() -> read(in)).isInstanceOf(PipeException.class);
        assertThat(in.largest).isEqualTo(Wire.HEADER_BYTES);
      }
    }
  }

  @Test
  void refusesFramesThatAreLargerThanAskedFor() throws Exception {
    assertFault(written(List.of(HELLO, OPENED, frame(0, SIZE + 1, 1))), Fault.SIZE);
    assertFault(written(List.of(HELLO, OPENED, frame(0, SIZE, SIZE + 1))), Fault.SIZE);
    Frame short1 = new Frame(0, 0, 0, 0, SIZE, SIZE, new byte[SIZE * SIZE * 3 - 1]);
    assertFault(written(List.of(HELLO, OPENED, short1)), Fault.SIZE);
  }

  @Test
  void refusesWhatCannotComeNow() throws Exception {
    assertFault(written(List.of(frame(0, 1, 1))), Fault.ORDER);
    assertFault(written(List.of(HELLO, HELLO)), Fault.ORDER);
    assertFault(written(List.of(HELLO, frame(0, 1, 1))), Fault.ORDER);
    assertFault(written(List.of(HELLO, OPENED, OPENED)), Fault.ORDER);
    assertFault(written(List.of(HELLO, new Opened(0, 1, 1, "a b"))), Fault.VALUE);
    assertFault(written(List.of(HELLO, new Opened(0, -1, 1, "h264"))), Fault.VALUE);
    assertFault(written(List.of(HELLO, OPENED, frame(1, 1, 1))), Fault.ORDER);
    assertFault(written(List.of(HELLO, OPENED, frame(0, 1, 1), frame(0, 1, 1))), Fault.ORDER);
    assertFault(written(List.of(HELLO, new Dropped(2, 0, 0), new Dropped(1, 9, 0))), Fault.ORDER);
    assertFault(written(List.of(HELLO, ENDED, new Heartbeat(9, 0))), Fault.ORDER);
    assertFault(written(List.of(new Hello((short) 9, 1))), Fault.VERSION);
    assertFault(written(List.of(HELLO, new Heartbeat(-1, 0))), Fault.VALUE);
    long noTime = ClockOffset.MOST_MILLIS + 1;
    assertFault(written(List.of(HELLO, new Heartbeat(0, noTime))), Fault.VALUE);
    assertFault(written(List.of(HELLO, new Heartbeat(0, -noTime))), Fault.VALUE);
    assertFault(written(List.of(HELLO, new Heartbeat(0, Long.MAX_VALUE))), Fault.VALUE);
    assertFault("Error: could not find libraries".getBytes(), Fault.NO_MESSAGE);
  }

  private static void assertFault(byte[] bytes, Fault fault) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOfSatisfying(PipeException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  @Test
  void afterAnErrorNothingIsRead() throws Exception {
    ByteArrayInputStream in =
        new ByteArrayInputStream(
            written(List.of(HELLO, new Heartbeat(-1, 0), new Heartbeat(1, 0))));
    MessageReader reader = new MessageReader(in, SIZE);
    reader.read();
    assertThatThrownBy(reader::read).isInstanceOf(PipeException.class);
    assertThatThrownBy(reader::read).hasMessageContaining("after an error");
  }
}
