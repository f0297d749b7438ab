package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged weights in bulk: each is refused with an error of ours, or it is not damaged. */
class MutatedWeightsTest {
  private static final long SEED = 20;
  private static final int MUTANTS = 1000;
  private static final int MAX_HEAP_BYTES = 64 << 20;

  /** 24 bytes of data; no size is zero, so that every number matters. */
  private static final String HEADER =
      "{\"__metadata__\":{\"format\":\"pt\"},"
          + "\"lm_head.weight\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[0,12]},"
          + "\"model.norm.weight\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[12,20]},"
          + "\"model.norm.bias\":{\"dtype\":\"BF16\",\"shape\":[2,1],\"data_offsets\":[20,24]}}";

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve(WeightFile.NAME);
  }

  @Test
  void refusesAFileThatWasCutAnywhere() throws IOException {
    Files.copy(Checkpoints.tiny().resolve(WeightFile.NAME), file);
    List<Long> lengths = new ArrayList<>();
    for (long length = 0; length <= 4096; length++) {
      lengths.add(length);
    }
    for (int i = 0; i < 200; i++) {
      lengths.add(random.nextLong(4097, Files.size(file)));
    }
    // the longest first, so that one file is cut again and again
    lengths.sort(Collections.reverseOrder());

    for (long length : lengths) {
      try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
        cut.truncate(length);
      }
      assertThat(isRefused()).as("cut to %d bytes", length).isTrue();
    }
  }

  @Test
  void refusesEveryOtherNumberInTheHeader() throws IOException {
    List<MatchResult> numbers =
        Pattern.compile("(?<=[\\[,])\\d+").matcher(HEADER).results().toList();

    for (int i = 0; i < MUTANTS; i++) {
      MatchResult number = numbers.get(i % numbers.size());
      String other = otherThan(number.group());
      String header = HEADER.substring(0, number.start()) + other + HEADER.substring(number.end());
      Files.write(file, RawSafetensors.bytes(header, 24));

      assertThat(isRefused()).as("seed %d, mutant %d: %s", SEED, i, header).isTrue();
    }
  }

  private String otherThan(String number) {
    List<String> choices =
        List.of(
            random.nextLong() + "",
            random.nextInt(30) + "",
            "-" + number,
            number + ".0",
            number + "e0",
            number + "000000000000000000",
            "\"" + number + "\"",
            "null",
            "[" + number + "]",
            Long.MAX_VALUE + "",
            "0" + number);
    String other = choices.get(random.nextInt(choices.size()));
    return other.equals(number) || other.equals("-0") ? number + "1" : other;
  }

  @Test
  void refusesAHeaderOfOtherBytesUnlessItStillDescribesTheFile() throws IOException {
    byte[] sound = RawSafetensors.bytes(HEADER, 24);
    int refused = 0;

    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = sound.clone();
      int changes = random.nextInt(1, 4);
      for (int change = 0; change < changes; change++) {
        int at = random.nextInt(sound.length - 24);
        mutant[at] = random.nextBoolean() ? (byte) (mutant[at] ^ 1 << random.nextInt(8)) : other();
      }
      Files.write(file, mutant);
      refused += isRefused() ? 1 : 0;
    }

    // what is left has other names, other metadata or other words for the same numbers
    assertThat(refused).as("seed %d", SEED).isGreaterThan(MUTANTS * 6 / 10);
  }

  private byte other() {
    String bytes = "{}[]\",:0123456789\\\u0000\u007f ";
    return (byte) bytes.charAt(random.nextInt(bytes.length()));
  }

  /** Checks what is not refused: its tensors fill the file, and all can be read. */
  private boolean isRefused() throws IOException {
    try (Checkpoint opened = Checkpoint.open(directory)) {
      int bytes = 0;
      for (String name : opened.names()) {
        TensorInfo info = opened.info(name);
        int length = (int) (info.end() - info.begin());
        assertThat(opened.map(info, 0, length).remaining()).isEqualTo(length);
        bytes += length;
      }
      assertThat(bytes).isEqualTo(24);
      return false;
    } catch (InvalidCheckpointException e) {
      assertThat(e).hasMessageContaining(file.toString());
      assertThat(e.getMessage()).containsAnyOf("tensor '", "header", "safetensors file");
      return true;
    }
  }

  /** Each is repeated until the header has 2 MiB, the most that is read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[#10,",
        "{\"__metadata__\":{\"a\":[#10,",
        "{#\"n%06d\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},",
        "{#\"n%06d\":1,",
        "{\"__metadata__\":{#\"n%06d\":1,",
        "#{\"a\":",
        "{\"#aaaaaaaaaa",
        "{#          ",
      })
  void readsTheWorstHeaderInBoundedHeap(String pattern) throws IOException {
    int size = 2 << 20;
    StringBuilder header = new StringBuilder(size + 100);
    header.append(pattern, 0, pattern.indexOf('#'));
    String part = pattern.substring(pattern.indexOf('#') + 1);
    for (int i = 0; header.length() < size; i++) {
      header.append(part.replace("%06d", String.valueOf(1_000_000 + i)));
    }
    header.setLength(size);
    Files.write(file, RawSafetensors.bytes(header.toString(), 0));
    long allocated = allocatedBytes();

    assertThatThrownBy(() -> Checkpoint.open(directory))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(file.toString());

    assertThat(allocatedBytes() - allocated).isLessThan(MAX_HEAP_BYTES);
  }

  @Test
  void refusesALargerHeaderUnread() throws IOException {
    Files.write(file, RawSafetensors.bytes(" ".repeat((2 << 20) + 1), 0));

    assertThatThrownBy(() -> Checkpoint.open(directory))
        .hasMessageContaining("the header length must be 2 to 2097152 bytes, found 2097153");
  }

  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
