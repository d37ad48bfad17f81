package io.github.whatsapp360.emulator.util;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;

/** The JSON mapper of the emulator, and values that several rooms write. */
public final class EmulatorJson {

    /** The mapper. It keeps numbers as they are written. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private EmulatorJson() {}

    /** Returns milliseconds with two decimals. */
    public static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
