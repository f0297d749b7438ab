package dev.vocostream.model.parity;

import dev.vocostream.model.ModelParts;
import dev.vocostream.model.compression.VocoMask;
import dev.vocostream.model.language.MaskedPass;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** A frame and a question in one sequence, nothing kept: what two stages must come to. */
record OnePass(ParityCase checkpoint) {

  /**
   * @param hidesTheFrame as {@link VocoMask} does; else everyone sees what is before it
   * @return logits of the text rows of frame 0, [text, vocab]
   */
  float[] logits(boolean hidesTheFrame) {
    ModelParts model = checkpoint.model;
    long[] before = model.template.beforeFrame();
    long[] behind = model.template.behindFrame(checkpoint.k());
    long[] text = checkpoint.text();
    try (PointerScope scope = new PointerScope()) {
      Tensor vision = model.sight.embed(model.pixels(checkpoint.picture(0)));
      Tensor x =
          Tensors.cat(
              List.of(
                  model.decoder.embed(before),
                  vision,
                  model.decoder.embed(behind),
                  model.decoder.embed(text)),
              1);
      int length = (int) x.size(1);
      VocoMask mask = hidesTheFrame ? mask(before, (int) vision.size(1), behind) : VocoMask.CAUSAL;
      Tensor matrix = model.backend.mask(mask.lastRows(length, length));
      MaskedPass pass = new MaskedPass(model.decoder.rope().at(0, length), matrix, text.length);
      return Tensors.toFloats(model.decoder.logits(model.decoder.forward(x, pass)));
    }
  }

  private VocoMask mask(long[] before, int vision, long[] behind) {
    LongStream rows =
        LongStream.concat(LongStream.of(before), LongStream.range(0, vision).map(i -> -1));
    long[] ids = LongStream.concat(rows, LongStream.of(behind)).toArray();
    return VocoMask.of(ids, checkpoint.model.config.tokens().voco());
  }
}
