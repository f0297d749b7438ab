package dev.vocostream.model.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelParts;
import dev.vocostream.model.Window;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However its frames were stored, a window has their numbers at their places. */
class ReadableWindowTest {
  /** More than are copied at once. */
  private static final int FRAMES = 70;

  private static final Random RANDOM = new Random(5);

  private static ModelParts model;
  private static DecoderConfig config;

  @BeforeAll
  static void load() {
    model = new ModelParts(Checkpoints.tiny());
    config = model.decoder.config();
  }

  @AfterAll
  static void free() {
    model.close();
  }

  @Test
  void hasKeysTurnedAndValuesAsTheyAreInTheOrderOfItsFrames() {
    List<Activations> frames =
        IntStream.range(0, FRAMES)
            .mapToObj(i -> frame(1 + i % 2, DType.values()[i % DType.values().length]))
            .toList();
    HotFrames none = new HotFrames(0);
    PromptReader reader = new PromptReader(model.answering(model.tokenizer), none, FullFrames.NONE);
    try (PointerScope scope = new PointerScope();
        ReadableWindow window = reader.open(Window.of(frames).frames())) {
      Tensor all = model.codec.decode(frames).permute(1, 2, 3, 0, 4); // [layers, 2, Hkv, T, d]
      int rows = window.frameRows();
      for (int layer = 0; layer < config.layers(); layer++) {
        Tensor keys = all.select(0, layer).select(0, 0);
        same(window.keys(layer).narrow(1, 0, rows), model.decoder.rope().at(0, rows).apply(keys));
        same(window.values(layer).narrow(1, 0, rows), all.select(0, layer).select(0, 1));
      }
    }
  }

  private static void same(Tensor found, Tensor expected) {
    assertThat(Tensors.toFloats(found)).containsExactly(Tensors.toFloats(expected), within(1e-6f));
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = "INT8", mode = EnumSource.Mode.EXCLUDE)
  void aFrameTakesNoMoreRoomThanItsBytes(DType dtype) {
    Activations frame = frame(2, dtype);
    try (PointerScope scope = new PointerScope()) {
      Tensor loaded = model.codec.load(frame);
      assertThat(loaded.numel() * loaded.element_size()).isEqualTo(frame.bytes().length);
    }
  }

  private static Activations frame(int tokens, DType dtype) {
    int numbers = tokens * config.layers() * 2 * config.kvHeads() * config.headDim();
    float[] any = new float[numbers];
    for (int i = 0; i < numbers; i++) {
      any[i] = (float) RANDOM.nextGaussian();
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor rows =
          model.backend.floats(
              any, 1, tokens, config.layers(), 2, config.kvHeads(), config.headDim());
      return model.codec.encode(rows, dtype).get(0);
    }
  }
}
