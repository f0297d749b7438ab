package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.text.SentencePieceModel.Piece;
import dev.vocostream.model.text.SentencePieceModel.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencePieceModelTest {
  private final byte[] valid = read();

  @Test
  void readsWhatItsWriterWrote() {
    SentencePieceModel model = SentencePieceModel.parse(valid);

    assertThat(model.pieces()).hasSize(500);
    assertThat(model.pieces().get(2)).isEqualTo(new Piece("</s>", 0, Type.CONTROL));
    assertThat(model.pieces().get(3 + '\n')).isEqualTo(new Piece("<0x0A>", 0, Type.BYTE));
    assertThat(SentencePieceWriter.write(model)).isEqualTo(valid);
  }

  @Test
  void failsOnlyAsAnInvalidCheckpointHoweverItIsDamaged() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 2000; run++) {
      byte[] damaged = Arrays.copyOf(valid, random.nextInt(valid.length + 1));
      for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        new SentencePieceTokenizer(SentencePieceModel.parse(damaged));
      } catch (InvalidCheckpointException expected) {
        assertThat(expected).as("seed %d", seed).hasMessageStartingWith("tokenizer.model");
      }
    }
  }

  @Test
  void refusesAModelThatIsNotBpe() {
    assertThatThrownBy(() -> SentencePieceModel.parse(new byte[0]))
        .hasMessageContaining("only model_type BPE with byte_fallback can be read");
  }

  @Test
  void refusesANormalizerThatWouldChangeTheText() {
    byte[] charsmap = {3 << 3 | 2, 4, 2 << 3 | 2, 2, 'n', 'f'};
    byte[] trims = {3 << 3 | 2, 2, 4 << 3, 1};
    byte[] unescaped = {3 << 3 | 2, 2, 5 << 3, 0};

    assertThatThrownBy(() -> SentencePieceModel.parse(with(charsmap)))
        .hasMessageContaining("only the identity normalizer can be read");
    assertThatThrownBy(() -> SentencePieceModel.parse(with(trims)))
        .hasMessageContaining("remove_extra_whitespaces false");
    assertThatThrownBy(() -> SentencePieceModel.parse(with(unescaped)))
        .hasMessageContaining("escape_whitespaces");
  }

  @Test
  void refusesPiecesThatNeedRulesItDoesNotHave() {
    SentencePieceModel userDefined =
        new SentencePieceModel(List.of(new Piece("<sep>", 0, Type.USER_DEFINED)));

    assertThatThrownBy(() -> SentencePieceModel.parse(SentencePieceWriter.write(userDefined)))
        .hasMessageContaining("'<sep>' as USER_DEFINED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<0xZZ>", "<0x1FF>", "the", "<0xff>"})
  void refusesAByteThatIsNone(String text) {
    List<Piece> pieces = new ArrayList<>(SentencePieceModel.parse(valid).pieces());
    pieces.add(new Piece(text, 0, Type.BYTE));
    byte[] damaged = SentencePieceWriter.write(new SentencePieceModel(pieces));

    assertThatThrownBy(() -> new SentencePieceTokenizer(SentencePieceModel.parse(damaged)))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessage(
            "tokenizer.model: only byte pieces <0x00> to <0xFF> can be read, found '%s'", text);
  }

  private byte[] with(byte[] field) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(valid);
    all.writeBytes(field);
    return all.toByteArray();
  }

  private static byte[] read() {
    try {
      return Files.readAllBytes(Checkpoints.tiny().resolve("tokenizer.model"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
