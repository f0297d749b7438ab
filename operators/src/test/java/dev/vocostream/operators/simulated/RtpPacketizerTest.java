package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketizerTest {
  private static final int HEADER = 12;

  private static byte[] unit(int length) {
    byte[] unit = new byte[length];
    new Random(length).nextBytes(unit);
    unit[0] = 0x65;
    return unit;
  }

  @Test
  void aLargeUnitIsCutAndCanBePutTogether() {
    byte[] unit = unit(5000);
    List<byte[]> packets = new RtpPacketizer(7, 65_534).packets(List.of(unit), 9000);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(packets.get(0)[HEADER] & 0xe0 | packets.get(0)[HEADER + 1] & 0x1f);
    for (int i = 0; i < packets.size(); i++) {
      byte[] packet = packets.get(i);
      boolean last = i == packets.size() - 1;
      assertThat(packet.length).isLessThanOrEqualTo(1412);
      assertThat(packet[HEADER] & 0x1f).as("FU-A").isEqualTo(28);
      assertThat((packet[HEADER + 1] & 0x80) != 0).as("start").isEqualTo(i == 0);
      assertThat((packet[HEADER + 1] & 0x40) != 0).as("end").isEqualTo(last);
      assertThat((packet[1] & 0x80) != 0).as("marked").isEqualTo(last);
      assertThat(sequence(packet)).isEqualTo((65_534 + i) & 0xffff);
      whole.write(packet, HEADER + 2, packet.length - HEADER - 2);
    }
    assertThat(packets).hasSize(4);
    assertThat(whole.toByteArray()).isEqualTo(unit);
  }

  private static int sequence(byte[] packet) {
    return ByteBuffer.wrap(packet).getShort(2) & 0xffff;
  }

  @Test
  void unitsThatFitArePacketsAndTheLastOfThePictureIsMarked() {
    List<byte[]> packets = new RtpPacketizer(7, 1).packets(List.of(unit(1400), unit(3)), -1);
    assertThat(packets).extracting(packet -> packet.length).containsExactly(1412, 15);
    assertThat(packets).extracting(packet -> packet[1] & 0xff).containsExactly(96, 96 | 0x80);
    assertThat(ByteBuffer.wrap(packets.get(1)).getInt(4)).isEqualTo(-1);
    assertThat(ByteBuffer.wrap(packets.get(1)).getInt(8)).isEqualTo(7);
  }

  @Test
  void aReportTellsTheTimeSince1900AndWhatWasSent() {
    RtpPacketizer packetizer = new RtpPacketizer(7, 1);
    packetizer.packets(List.of(unit(100), unit(50)), 0);
    long wall = Instant.parse("2020-01-01T00:00:00.500Z").toEpochMilli();
    ByteBuffer report = ByteBuffer.wrap(packetizer.report(wall, 1234));
    assertThat(report.getInt(4)).isEqualTo(7);
    assertThat(Integer.toUnsignedLong(report.getInt(8))).isEqualTo(3_786_825_600L);
    assertThat(report.getInt(12)).as("half a second").isEqualTo(1 << 31);
    assertThat(report.getInt(16)).isEqualTo(1234);
    assertThat(report.getInt(20)).isEqualTo(2);
    assertThat(report.getInt(24)).isEqualTo(150);
  }
}
