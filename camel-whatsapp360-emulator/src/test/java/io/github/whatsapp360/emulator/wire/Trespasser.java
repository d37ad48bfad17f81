package io.github.whatsapp360.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A class of a low package, which uses what it must not use. {@code EmulatorHouseTest} must report each use. */
public final class Trespasser {
    Whatsapp360Emulator root;
    JsonNode json;
    Test junit;
    Assertions library;
    io.github.whatsapp360.emulator.model.Trespasser loop;
}
