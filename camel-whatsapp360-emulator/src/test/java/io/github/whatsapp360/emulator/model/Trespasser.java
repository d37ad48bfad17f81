package io.github.whatsapp360.emulator.model;

/** A class of an exported package with a type of an internal one. {@code EmulatorHouseTest} must report it. */
public final class Trespasser {
    public io.github.whatsapp360.emulator.wire.Trespasser internal;
}
