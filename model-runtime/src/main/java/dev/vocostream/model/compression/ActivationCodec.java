package dev.vocostream.model.compression;

import dev.vocostream.model.Activations;
import dev.vocostream.model.BadNumericsException;
import dev.vocostream.model.DType;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Between rows on the device, [tokens, layers, 2, Hkv, d], and bytes that can be stored. */
public final class ActivationCodec {
  private final DecoderConfig config;
  private final Backend backend;

  public ActivationCodec(DecoderConfig config, Backend backend) {
    this.config = config;
    this.backend = backend;
  }

  /**
   * @param rows [B, tokens, layers, 2, Hkv, d]
   * @param dtype to store them in
   * @return one entry per frame, in order
   * @throws BadNumericsException if a number is not finite in that type: stored, it would spoil
   *     every answer until its frame is forgotten
   */
  public List<Activations> encode(Tensor rows, DType dtype) {
    int tokens = (int) rows.size(1);
    boolean scaled = dtype == DType.INT8;
    Tensor stored = scaled ? rows : Tensors.to(rows, dtype);
    if (!Tensors.areFinite(stored)) {
      throw new BadNumericsException(
          ("a frame's activations are not finite as %s: store a wider type (model.dtype), check"
                  + " the weights")
              .formatted(dtype));
    }
    Tensor bytes = scaled ? Int8.quantize(rows) : stored;
    List<Activations> frames = new ArrayList<>();
    for (long i = 0; i < rows.size(0); i++) {
      frames.add(new Activations(tokens, dtype, Tensors.toBytes(bytes.select(0, i))));
    }
    return frames;
  }

  /** The same frame, stored in another type. */
  public Activations convert(Activations frame, DType dtype) {
    try (PointerScope scope = new PointerScope()) {
      return encode(decode(frame).unsqueeze(0), dtype).get(0);
    }
  }

  /**
   * @param frames at least one, of any stored types, {@link #check}ed
   * @return [all tokens, layers, 2, Hkv, d] on the device
   */
  public Tensor decode(List<Activations> frames) {
    List<Tensor> parts = new ArrayList<>();
    for (Activations frame : frames) {
      parts.add(decode(frame));
    }
    return Tensors.cat(parts, 0);
  }

  /**
   * @return [tokens, layers, 2, Hkv, d] on the device
   */
  private Tensor decode(Activations frame) {
    return backend.toCompute(load(frame));
  }

  /**
   * The numbers of a frame in the type that takes the least room: what they were stored in, or what
   * the model computes in. They are converted where they are read.
   *
   * @return [tokens, layers, 2, Hkv, d] on the device, of its own memory
   */
  public Tensor load(Activations frame) {
    DType dtype = frame.dtype();
    boolean scaled = dtype == DType.INT8;
    int last = dtype.vectorBytes(config.headDim()) / dtype.bytes();
    Tensor stored =
        Tensors.ofBytes(
            frame.bytes(), dtype, frame.tokens(), config.layers(), 2, config.kvHeads(), last);
    Tensor there = backend.toDevice(stored);
    if (scaled) {
      return backend.toCompute(Int8.restore(there));
    }
    return dtype.bytes() > backend.compute().dtype().bytes() ? backend.toCompute(there) : there;
  }

  /**
   * @throws IllegalArgumentException if a frame has the wrong number of bytes for this model
   */
  public void check(List<Activations> frames) {
    for (int i = 0; i < frames.size(); i++) {
      check(i, frames.get(i));
    }
  }

  private void check(int i, Activations frame) {
    long vectors = 2L * config.layers() * config.kvHeads() * frame.tokens();
    long expected = vectors * frame.dtype().vectorBytes(config.headDim());
    if (frame.tokens() < 1 || frame.bytes().length != expected) {
      throw new IllegalArgumentException(
          "frame %d of the window must have %d bytes for %d tokens of %s, had %d: it is of another"
                  .formatted(i, expected, frame.tokens(), frame.dtype(), frame.bytes().length)
              + " model");
    }
  }
}
