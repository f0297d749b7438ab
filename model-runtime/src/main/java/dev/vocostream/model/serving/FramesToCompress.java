package dev.vocostream.model.serving;

import dev.vocostream.model.Activations;
import dev.vocostream.model.RgbImage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A batch on its way to the device, and who waits for it. */
record FramesToCompress(List<RgbImage> frames, CompletableFuture<List<Activations>> compressed) {}
