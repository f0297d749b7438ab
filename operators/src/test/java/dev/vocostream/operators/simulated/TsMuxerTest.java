package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsMuxerTest {
  @TempDir Path dir;

  @Test
  void packetsAreWholeAndCountedForEachStream() throws Exception {
    TsMuxer muxer = new TsMuxer(Clips.numbered(dir));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int picture = 0; picture < Clips.PICTURES * 2; picture++) {
      all.writeBytes(muxer.picture(picture));
    }
    byte[] stream = all.toByteArray();
    assertThat(stream.length % TsMuxer.PACKET).isZero();
    Map<Integer, Integer> counters = new HashMap<>();
    for (int at = 0; at < stream.length; at += TsMuxer.PACKET) {
      assertThat(stream[at]).isEqualTo((byte) 0x47);
      int pid = (stream[at + 1] & 0x1f) << 8 | stream[at + 2] & 0xff;
      Integer before = counters.put(pid, stream[at + 3] & 0xf);
      if (before != null) {
        assertThat(stream[at + 3] & 0xf).as("after %d", before).isEqualTo((before + 1) % 16);
      }
    }
    assertThat(counters).containsOnlyKeys(0, 0x1000, 0x100);
  }
}
