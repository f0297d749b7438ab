package dev.vocostream.model.benchmark;

import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.compression.FullFrame;
import dev.vocostream.model.compression.MemoryMode;
import dev.vocostream.model.tensor.CpuThreads;
import dev.vocostream.model.vision.ImagePreprocessor;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * One question about one frame in the three modes of the VoCo-LLaMA paper's Table 7: nothing is
 * cached, all vision tokens are, or the VoCo tokens are.
 */
final class TableSeven {
  private final LoadedCheckpoint checkpoint;
  private final VocoLlama model;
  private final RgbImage picture;
  private final List<Prompt> question;
  private final MemoryMode whole;
  private List<Activations> full;
  private List<Activations> voco;

  final Measured noCache = new Measured();
  final Measured fullCache = new Measured();
  final Measured vocoCache = new Measured();

  TableSeven(LoadedCheckpoint checkpoint, VocoLlama model, RgbImage picture, Prompt question) {
    this.checkpoint = checkpoint;
    this.model = model;
    this.picture = picture;
    this.question = List.of(question);
    int k = checkpoint.config().tokens().vocoTokens();
    this.whole = new FullFrame(checkpoint.sight(), checkpoint.encoder(), k);
  }

  /** Makes both caches, and their windows hot. */
  void prepare(Asking asking) {
    full = encodeWhole();
    voco = model.compress(List.of(picture));
    asking.ask(question, full);
    asking.ask(question, voco);
  }

  void measure(Asking asking) {
    // a new frame each time, as far as the hot windows can tell
    noCache.time(() -> model.answer(question.get(0), encodeWhole()));
    fullCache.time(() -> asking.ask(question, full));
    vocoCache.time(() -> asking.ask(question, voco));
  }

  private List<Activations> encodeWhole() {
    CpuThreads.share(checkpoint.weights().backend());
    int size = checkpoint.config().image().size();
    float[] pixels = new ImagePreprocessor(checkpoint.config().image()).pixels(picture);
    try (PointerScope scope = new PointerScope()) {
      Tensor input = checkpoint.weights().backend().floats(pixels, 1, 3, size, size);
      return checkpoint.codec().encode(whole.rows(whole.hold(input)), DType.FP32);
    }
  }

  /** Rows that a question reads of a frame that is cached whole. */
  int fullRows() {
    return full.get(0).tokens();
  }
}
